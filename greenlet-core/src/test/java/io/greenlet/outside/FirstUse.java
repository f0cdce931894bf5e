package io.greenlet.outside;

import io.greenlet.Greenlet;
import io.greenlet.GreenletError;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import java.util.concurrent.Callable;

/**
 * A program in a package and module of its own, as a user's is: uses greenlets for the first time,
 * in the way its argument names, and prints what comes of it.
 */
public final class FirstUse {
  private FirstUse() {}

  /**
   * Prints the result or the error's message; any other failure ends the JVM with a stack trace.
   */
  public static void main(String[] args) throws Exception {
    try {
      System.out.println(use(args[0]).call());
    } catch (GreenletError e) {
      System.out.println(e.getMessage());
    }
  }

  private static Callable<Object> use(String way) {
    return switch (way) {
      case "switchTo" -> () -> Greenlet.of(first -> first + " switched").switchTo(way);
      case "spawn" -> () -> Greenlets.spawn(() -> way + " ran").get();
      case "current" -> () -> Greenlet.current().name();
      case "hub" -> () -> hub(way);
      default -> throw new IllegalArgumentException(way);
    };
  }

  private static Object hub(String way) throws InterruptedException {
    try (Hub hub = Hub.start("started")) {
      return hub.spawn(() -> way + " ran").get();
    }
  }
}
