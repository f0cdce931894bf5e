package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.internal.TestHubs;
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
      System.err.println(context.getDisplayName() + " failed with " + TestHubs.describeAlive());
      // Greenlets that wait for what the failed test no longer does would keep close waiting.
      Thread.currentThread().interrupt();
    }
    hub.close();
    Thread.interrupted();
    if (!failed) {
      assertEquals(0, hub.stats().alive(), () -> "left behind in " + hub);
      assertEquals(0, hub.stats().timers(), () -> "left behind in " + hub);
    }
  }
}
