package io.greenlet;

import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link LoopExit} in a JVM without a test runner, and without threads that others left behind. */
final class LoopExitFreshJvmTest {
  /** Who ends a wait of the main greenlet that the hub itself could not. */
  enum Rescuer {
    THREAD {
      @Override
      void start(Runnable rescue) {
        Thread.ofPlatform().start(() -> afterTwoLooks(rescue));
      }
    },
    VIRTUAL_THREAD {
      @Override
      void start(Runnable rescue) {
        Thread.startVirtualThread(() -> afterTwoLooks(rescue));
      }
    },
    DELAYED_EXECUTOR {
      @Override
      void start(Runnable rescue) {
        CompletableFuture.delayedExecutor(TWO_LOOKS_MILLIS, TimeUnit.MILLISECONDS).execute(rescue);
      }
    };

    private static final int TWO_LOOKS_MILLIS = 230;

    abstract void start(Runnable rescue);

    private static void afterTwoLooks(Runnable rescue) {
      try {
        Thread.sleep(TWO_LOOKS_MILLIS);
        rescue.run();
        new CountDownLatch(1).await(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A program whose main greenlet waits for a rescuer. */
  static final class RescuedProgram {
    private RescuedProgram() {}

    public static void main(String[] args) throws InterruptedException {
      LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
      Greenlet<String> taker = spawn(queue::take);
      Rescuer.valueOf(System.getProperty("rescuer")).start(() -> queue.add("rescued"));
      System.out.println(taker.get());
      System.exit(0);
    }
  }

  /** A program whose main greenlet waits for what nobody does. */
  static final class EndlessProgram {
    private EndlessProgram() {}

    public static void main(String[] args) throws InterruptedException {
      System.out.println(spawn(() -> "works").get());
      spawn(() -> new LinkedBlockingQueue<>().take()).join();
      System.out.println("not reached");
    }
  }

  @Test
  void loopExit_inAProgram_endsItsMainWithTheReport() throws IOException, InterruptedException {
    FreshJvm.Result result = FreshJvm.run(EndlessProgram.class, FreshJvm.ADD_OPENS);

    assertEquals("works", result.out().strip());
    assertEquals(1, result.exitCode(), result.err());
    for (String part :
        new String[] {
          "io.greenlet.LoopExit: this wait can never end",
          "is waiting in a JDK call",
          "LoopExitFreshJvmTest$EndlessProgram.main"
        }) {
      assertTrue(result.err().contains(part), result.err());
    }
  }

  @ParameterizedTest
  @EnumSource
  void loopExit_whileARescuerIsPending_doesNotFire(Rescuer rescuer)
      throws IOException, InterruptedException {
    FreshJvm.Result result =
        FreshJvm.run(RescuedProgram.class, FreshJvm.ADD_OPENS, "-Drescuer=" + rescuer);

    assertEquals("rescued", result.out().strip(), result.err());
    assertEquals(0, result.exitCode(), result.err());
  }
}
