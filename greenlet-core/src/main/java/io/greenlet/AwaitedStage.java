package io.greenlet;

import io.greenlet.internal.Nullable;
import io.greenlet.internal.Waiter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * One wait for a stage. A stage cannot be told to forget who was added to it; so of a wait that was
 * given up this stays on it, empty.
 */
final class AwaitedStage<T> implements BiConsumer<T, @Nullable Throwable> {
  private final CompletionStage<? extends T> stage;

  /** Null once it is woken or given up; taken out by whoever comes first. */
  private final AtomicReference<@Nullable Waiter> waiter = new AtomicReference<>();

  /** Written before the waiter is released, read afterwards, as is the failure. */
  private @Nullable T value;

  private @Nullable Throwable failure;

  AwaitedStage(CompletionStage<? extends T> stage) {
    this.stage = stage;
  }

  /** The stage has completed; from any thread. */
  @Override
  public void accept(T result, @Nullable Throwable thrown) {
    Waiter waiting = waiter.getAndSet(null);
    if (waiting != null) {
      value = result;
      failure = thrown;
      waiting.release();
    }
  }

  /** Waits; false if the time was over. */
  @SuppressWarnings("FutureReturnValueIgnored") // a stage of its own, which says the same
  boolean await(long nanos) throws InterruptedException {
    Waiter waiting = new Waiter(1);
    waiter.set(waiting);
    stage.whenComplete(this);
    try {
      return waiting.await(stage, nanos);
    } finally {
      waiter.set(null);
    }
  }

  /** What the stage has completed with. */
  @SuppressWarnings("NullAway") // without a failure the value is a T
  T result() throws ExecutionException {
    Throwable thrown = failure;
    if (thrown instanceof CancellationException cancelled) {
      throw cancelled;
    }
    if (thrown instanceof CompletionException && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    if (thrown != null) {
      throw new ExecutionException(thrown);
    }
    return value;
  }
}
