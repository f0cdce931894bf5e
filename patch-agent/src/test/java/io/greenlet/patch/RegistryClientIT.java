package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.fppt.jedismock.RedisServer;
import com.sun.net.httpserver.HttpServer;
import io.greenlet.patch.programs.HttpClientRuns;
import io.greenlet.patch.programs.JedisRuns;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/**
 * Blocking clients that others have written and published: a program that uses them from a thread
 * for each request gets the same with the agent as without, and the system sees no such threads.
 */
@Timeout(180)
final class RegistryClientIT {
  private static final int FEW = 8;
  private static final int MANY = 100;

  @TempDir private Path folder;

  /** What the program said, and with how many more threads it was seen when many waited. */
  private record Run(Child end, int threadsGrown) {}

  /** Starts the program, serves its waiting threads, first few, then many, and sees it end. */
  private interface Server {
    Run serve(List<String> flags) throws Exception;
  }

  private static void assertSameOnFlatThreads(Server server, int hubs) throws Exception {
    Run plain = server.serve(List.of());
    Run patched = server.serve(List.of(Child.agent("hubs=" + hubs), "-Xverify:all"));

    Child.assertSame(plain.end.ok(), patched.end);
    assertEquals(1 + FEW + MANY, plain.end.lines().size());
    assertTrue(plain.threadsGrown > MANY / 2, plain::toString);
    assertTrue(patched.threadsGrown < MANY / 10, patched::toString);
  }

  private RegistryJvm start(List<String> flags, Class<?> program, int port) throws Exception {
    List<String> application = new ArrayList<>(List.of(program.getName()));
    for (int argument : new int[] {port, FEW, MANY}) {
      application.add(Integer.toString(argument));
    }
    return RegistryJvm.start(folder, flags, Pattern.compile("ready"), application);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void httpClient_threadPerRequest_sameAsUnpatchedOnFlatThreads(int hubs) throws Exception {
    assertSameOnFlatThreads(this::serveHttp, hubs);
  }

  private Run serveHttp(List<String> flags) throws Exception {
    List<Integer> threads = new ArrayList<>();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(any, MANY);
    try (ExecutorService pool = Executors.newCachedThreadPool();
        RegistryJvm client = start(flags, HttpClientRuns.class, server.getAddress().getPort())) {
      server.setExecutor(pool);
      Runnable count = () -> threads.add(client.osThreads());
      CyclicBarrier few = new CyclicBarrier(FEW, count);
      CyclicBarrier many = new CyclicBarrier(MANY, count);
      server.createContext(
          "/meet",
          exchange -> {
            try (exchange) {
              String query = exchange.getRequestURI().getQuery();
              (query.contains("of=" + MANY) ? many : few).await();
              exchange.sendResponseHeaders(200, query.length());
              exchange.getResponseBody().write(query.getBytes());
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
      server.start();
      return new Run(client.awaitEnd(), threads.getLast() - threads.getFirst());
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void jedis_threadPerConnection_sameAsUnpatchedOnFlatThreads(int hubs) throws Exception {
    assertSameOnFlatThreads(this::serveRedis, hubs);
  }

  private Run serveRedis(List<String> flags) throws Exception {
    RedisServer server = RedisServer.newRedisServer(0, InetAddress.getLoopbackAddress()).start();
    try (RegistryJvm client = start(flags, JedisRuns.class, server.getBindPort());
        Jedis jedis = new Jedis("127.0.0.1", server.getBindPort())) {
      int few = threadsOnceArrived(client, jedis, FEW);
      int many = threadsOnceArrived(client, jedis, MANY);
      return new Run(client.awaitEnd(), many - few);
    } finally {
      server.stop();
    }
  }

  /** Looks when all have said that they have come, then lets them go on. */
  private static int threadsOnceArrived(RegistryJvm client, Jedis jedis, int count) {
    while (!Integer.toString(count).equals(jedis.get("arrived" + count))) {
      Thread.yield();
    }
    int threads = client.osThreads();
    jedis.set("open" + count, "");
    return threads;
  }
}
