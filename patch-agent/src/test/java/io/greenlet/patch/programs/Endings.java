package io.greenlet.patch.programs;

import java.util.concurrent.CountDownLatch;

/** Ends the JVM in ways that depend on who still lives; the argument says which. */
public final class Endings {
  private Endings() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "nonDaemon" -> outlivesMain(args[0]);
      case "daemon" -> daemonIsNotWaitedFor();
      case "heirs" -> startHeirs(Thread.currentThread());
      case "hooks" -> hooks();
      case "exitInThread" -> new Thread(() -> System.exit(9)).start();
      case "busy" -> {
        hooks();
        Thread computing = new Thread(Endings::compute);
        computing.start();
        computing.join();
      }
      case "exitBesideBusy" -> {
        hooks();
        new Thread(Endings::compute).start();
        System.exit(4);
      }
      case "endedByLast" -> new Thread(Endings::failLate).start();
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("main ends");
  }

  /** It goes on when main has ended, which join tells. */
  private static void outlivesMain(String what) {
    Thread main = Thread.currentThread();
    new Thread(
            () -> {
              try {
                main.join();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              System.out.println(what + " after main: " + main.getState() + " " + main.isAlive());
            })
        .start();
  }

  private static void daemonIsNotWaitedFor() {
    CountDownLatch never = new CountDownLatch(1);
    Thread daemon =
        new Thread(() -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    daemon.setDaemon(true);
    daemon.start();
  }

  private static void startHeirs(Thread main) {
    new Thread(
            () -> {
              try {
                main.join();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              heir(5);
            })
        .start();
  }

  /** Each thread starts the next and ends: there is always one, and never for long. */
  private static void heir(int left) {
    System.out.println("heirs left: " + left);
    if (left > 0) {
      new Thread(() -> heir(left - 1)).start();
    }
  }

  private static void hooks() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  Thread helper = new Thread(() -> System.out.println("helper of the hook"));
                  helper.start();
                  try {
                    helper.join();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  System.out.println("hook in " + Thread.currentThread().getName());
                },
                "hook"));
  }

  /** Computes for ever; where threads share a carrier, nobody else runs on that. */
  private static void compute() {
    System.out.println("computes");
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static void failLate() {
    throw new IllegalStateException("thrown after main");
  }
}
