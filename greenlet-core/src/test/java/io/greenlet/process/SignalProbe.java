package io.greenlet.process;

import io.greenlet.Hub;
import io.greenlet.internal.StallProbe;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Handles the signal that ends a JVM, for a while. */
final class SignalProbe {
  private SignalProbe() {}

  /** Prints whether the JVM could still move, and is ended by the signal. */
  public static void main(String[] args) throws Exception {
    Hub.current();
    try (SignalHandler handler = SignalHandler.on("HUP", () -> {})) {
      System.out.println("stuck with " + handler + ": " + StallProbe.isEverybodyElseIdle());
    }
    System.out.println("stuck without: " + StallProbe.isEverybodyElseIdle());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ended")));
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder(List.of("kill", "-HUP", pid)).start().waitFor();
    new CountDownLatch(1).await();
  }
}
