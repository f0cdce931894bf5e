package io.greenlet.patch.programs;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Has threads that wait in every way, and sees from a thread called {@code plain} what that costs,
 * by the system's own counts. The passing of time is the subject here, so it sleeps.
 */
public final class Idle {
  private static final int PERIOD_MILLIS = 300;
  private static final int TRIES = 50;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Idle() {}

  /** What a thread waits by. */
  @FunctionalInterface
  private interface Wait {
    void run() throws IOException, InterruptedException;
  }

  /** Prints how often the agent's threads ran, and whether the process uses the processor. */
  public static void main(String[] args) throws Exception {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
    server.accept();
    start("accepts", server::accept);
    start("reads", () -> socket.getInputStream().read());
    start("selects", () -> Selector.open().select());
    start("takes", () -> new LinkedBlockingQueue<>().take());
    start(
        "locks",
        () -> {
          synchronized (server) {
            server.wait();
          }
        });
    // A call, so that the agent's watcher has something to do at first.
    Files.exists(Path.of("/"));
    Thread measuring = new Thread(Idle::measure, "plain");
    measuring.start();
    measuring.join();
  }

  private static void start(String name, Wait wait) {
    Thread thread =
        new Thread(
            () -> {
              try {
                wait.run();
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void measure() {
    try {
      System.out.println("falls asleep: " + fallsAsleep());
      long idle = used();
      start("ticks", Idle::tick);
      Thread.sleep(PERIOD_MILLIS);
      long asleep = runs();
      Thread.sleep(PERIOD_MILLIS);
      System.out.println("control, one ticks: " + (runs() > asleep));
      long before = SYSTEM.getProcessCpuTime();
      spin();
      long spinning = SYSTEM.getProcessCpuTime() - before;
      System.out.println("uses the processor: " + (idle > spinning / 5));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether the agent's threads do not run at all for a while; they may have to settle first. */
  private static boolean fallsAsleep() throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      long before = runs();
      Thread.sleep(PERIOD_MILLIS);
      if (runs() == before) {
        return true;
      }
    }
    return false;
  }

  /** The processor time of a period. */
  private static long used() throws InterruptedException {
    long before = SYSTEM.getProcessCpuTime();
    Thread.sleep(PERIOD_MILLIS);
    return SYSTEM.getProcessCpuTime() - before;
  }

  private static void tick() throws InterruptedException {
    while (true) {
      Thread.sleep(5);
    }
  }

  private static void spin() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  /** How often hubs, watcher and spares were taken off a processor. */
  private static long runs() throws IOException {
    long runs = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        TreeMap<String, String> status = new TreeMap<>();
        for (String line : Files.readAllLines(task.resolve("status"))) {
          status.put(
              line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
        }
        if (status.get("Name").matches("(hub|greenlet|ticks).*")) {
          runs += Long.parseLong(status.get("voluntary_ctxt_switches"));
        }
      }
    }
    return runs;
  }
}
