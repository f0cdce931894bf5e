package io.greenlet.battery;

import io.greenlet.Greenlets;
import io.greenlet.net.DatagramServer;
import io.greenlet.net.StreamServer;
import io.greenlet.pool.Group;
import io.greenlet.pool.Pool;
import io.greenlet.pool.ThreadPool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** The waits of our own: pools and servers. */
@SuppressWarnings("try") // that close() may be interrupted is for the one who closes
final class ToolkitWaits {
  private static final String WITH_TIMEOUT = "withTimeout gives it one";

  private ToolkitWaits() {}

  static List<Operation<?>> table() {
    return List.of(
        Operation.of("Group.join", Grouped::start)
            .blocks(grouped -> grouped.group().join())
            .woken(Grouped::let)
            .limited("returns false", (grouped, limit) -> grouped.group().join(limit))
            .byHubTimers(),
        Operation.of("Group.close", Grouped::start)
            .blocks(grouped -> grouped.group().close())
            .woken(Grouped::let)
            .unlimited("join has one")
            .but(Property.INTERRUPT, "returns, interrupted", "kills the members, waits for them"),
        Operation.of("Pool.spawn, full", Pooled::full)
            .blocks(pooled -> pooled.pool().spawn(() -> "it"))
            .woken(Pooled::let)
            .limitedAct("throws TimeoutException", (p, limit) -> p.pool().spawn(() -> "it", limit))
            .byHubTimers(),
        Operation.of("Pool.awaitFree", Pooled::full)
            .blocks(pooled -> pooled.pool().awaitFree())
            .woken(Pooled::let)
            .limited("returns false", (pooled, limit) -> pooled.pool().awaitFree(limit))
            .byHubTimers(),
        Operation.of("Pool.apply", Pooled::free)
            .blocks(pooled -> pooled.pool().apply(pooled))
            .woken(Pooled::let)
            .unlimited(WITH_TIMEOUT),
        Operation.of("Pool.map", Pooled::free)
            .blocks(pooled -> pooled.pool().map(Callable::call, List.of(pooled)))
            .woken(Pooled::let)
            .unlimited(WITH_TIMEOUT),
        Operation.of("Results.next", Pooled::free)
            .blocks(Pooled::firstOfImap)
            .woken(Pooled::let)
            .unlimited(WITH_TIMEOUT)
            .but(
                Property.INTERRUPT,
                "throws IllegalStateException, interrupted",
                "an iterator cannot throw an InterruptedException"),
        Operation.of("ThreadPool.apply", Threaded::start)
            .blocks(threaded -> threaded.pool().apply(threaded))
            .woken(Threaded::let)
            .limited(
                "throws TimeoutException",
                (threaded, limit) ->
                    Greenlets.withTimeout(limit, () -> threaded.pool().apply(threaded)))
            .byHubTimers(),
        Operation.of("StreamServer.serveForever", ToolkitWaits::streamServer)
            .blocks(StreamServer::serveForever)
            .woken(StreamServer::close)
            .unlimited(WITH_TIMEOUT),
        Operation.of("DatagramServer.serveForever", ToolkitWaits::datagramServer)
            .blocks(DatagramServer::serveForever)
            .woken(DatagramServer::close)
            .unlimited(WITH_TIMEOUT),
        Operation.of("StreamServer.stop", Serving::start)
            .blocks(serving -> serving.server().stop(Duration.ofDays(1)))
            .woken(Serving::let)
            .limited("returns true", (serving, limit) -> serving.server().stop(limit))
            .byHubTimers());
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(SocketWaits.loopback(), 0);
  }

  private static StreamServer streamServer() throws IOException {
    return new StreamServer(anyPort(), socket -> {});
  }

  private static DatagramServer datagramServer() throws IOException {
    return new DatagramServer(anyPort(), (packet, server) -> {});
  }

  /** A group with a member that ends when it is let. */
  private record Grouped(Group group, CountDownLatch latch) implements AutoCloseable {
    static Grouped start() {
      Grouped grouped = new Grouped(new Group(), new CountDownLatch(1));
      grouped.group.spawn(() -> grouped.latch.await());
      return grouped;
    }

    void let() {
      latch.countDown();
    }

    @Override
    public void close() {
      let();
      group.close();
    }
  }

  /** A pool of one, and something to do in it. */
  private record Pooled(Pool pool, CountDownLatch latch)
      implements Callable<String>, AutoCloseable {
    static Pooled free() {
      return new Pooled(new Pool(1), new CountDownLatch(1));
    }

    static Pooled full() throws InterruptedException {
      Pooled pooled = free();
      pooled.pool.spawn(pooled);
      return pooled;
    }

    @Override
    public String call() throws InterruptedException {
      latch.await();
      return "done";
    }

    void firstOfImap() {
      try (var results = pool.imap(Callable::call, List.of(this))) {
        results.next();
      }
    }

    void let() {
      latch.countDown();
    }

    @Override
    public void close() {
      let();
      pool.close();
    }
  }

  /** A pool of one platform thread, and something to do in it. */
  private record Threaded(ThreadPool pool, CountDownLatch latch)
      implements Callable<String>, AutoCloseable {
    static Threaded start() {
      return new Threaded(new ThreadPool(1), new CountDownLatch(1));
    }

    @Override
    public String call() throws InterruptedException {
      latch.await();
      return "done";
    }

    void let() {
      latch.countDown();
    }

    @Override
    public void close() {
      let();
      pool.close();
    }
  }

  /** A server with a connection whose handler ends when it is let. */
  private record Serving(StreamServer server, Socket client, CountDownLatch latch)
      implements AutoCloseable {
    static Serving start() throws Exception {
      CountDownLatch latch = new CountDownLatch(1);
      StreamServer server = new StreamServer(anyPort(), socket -> latch.await()).start();
      Socket client = new Socket(server.address().getAddress(), server.address().getPort());
      while (server.handlerCount() == 0) {
        Greenlets.yieldNow();
      }
      return new Serving(server, client, latch);
    }

    void let() {
      latch.countDown();
    }

    @Override
    public void close() throws Exception {
      let();
      client.close();
      server.stop();
    }
  }
}
