package io.greenlet;

import static io.greenlet.Greenlets.spawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** {@link LoopExit} and the default error report in a JVM without a test runner. */
final class LoopExitFreshJvmTest {
  /** A program in which the first wait of main is rescued, and the second never ends. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws InterruptedException {
      LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
      Greenlet<String> taker = spawn(queue::take);
      Thread rescuer =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  Thread.sleep(200);
                  queue.add("rescued");
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  queue.add("ended");
                }
              });
      System.out.println(taker.get());
      rescuer.interrupt();
      rescuer.join();
      System.out.println(queue.take());
      System.out.println(spawn(() -> "still works").get());
      spawn(queue::take).join();
      System.out.println("not reached");
    }
  }

  @Test
  void loopExit_inAProgram_endsItsMainWithTheReport() throws IOException, InterruptedException {
    FreshJvm.Result result = FreshJvm.run(Program.class, FreshJvm.ADD_OPENS);

    assertEquals("rescued\nended\nstill works\n", result.out().replace("\r", ""));
    assertEquals(1, result.exitCode(), result.err());
    assertTrue(
        result.err().contains("io.greenlet.LoopExit: this wait can never end"), result.err());
    assertTrue(result.err().contains("is waiting in a JDK call"), result.err());
    assertTrue(result.err().contains("LoopExitFreshJvmTest$Program.main"), result.err());
  }
}
