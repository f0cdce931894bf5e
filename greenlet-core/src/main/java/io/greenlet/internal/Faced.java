package io.greenlet.internal;

import java.util.concurrent.Callable;

/**
 * The body of a strand that a thread of the application has become.
 *
 * @param face the thread object by which the application knows it
 * @param body what to run
 */
public record Faced(Thread face, Callable<?> body) implements Callable<Object> {
  @Override
  public @Nullable Object call() throws Exception {
    return body.call();
  }
}
