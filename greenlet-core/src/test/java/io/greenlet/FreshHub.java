package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.diagnostics.GreenletTree;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Closes the test thread's hub after each test, so that the next one gets a hub of its own, and
 * holds every test to leaving no greenlet and no timer behind. After a failure it tells what each
 * greenlet was doing.
 */
public final class FreshHub implements AfterEachCallback {
  @Override
  public void afterEach(ExtensionContext context) {
    Thread.interrupted();
    Hub hub = Hub.current();
    boolean failed = context.getExecutionException().isPresent();
    if (failed) {
      System.err.println(
          context.getDisplayName() + " failed with " + hub + "\n" + GreenletTree.of(hub));
      killAll(hub);
    } else {
      close(hub);
    }
    if (!failed) {
      assertEquals(0, hub.stats().alive(), () -> "left behind in " + hub);
      assertEquals(0, hub.stats().timers(), () -> "left behind in " + hub);
    }
  }

  /** Some greenlet that still waits for the test is the test's mistake, and nobody else's. */
  private static void close(Hub hub) {
    try {
      hub.close();
    } catch (LoopExit e) {
      killAll(hub);
      throw e;
    }
  }

  private static void killAll(Hub hub) {
    Thread.currentThread().interrupt();
    hub.close();
    Thread.interrupted();
  }
}
