package io.greenlet;

import java.util.concurrent.CompletableFuture;

/** The future of a greenlet: completes with it, and cancelling kills it. */
final class GreenletFuture<T> extends CompletableFuture<T> {
  private final Greenlet<T> greenlet;

  GreenletFuture(Greenlet<T> greenlet) {
    this.greenlet = greenlet;
  }

  /** The greenlet has ended. */
  void complete() {
    Throwable failure = greenlet.exception();
    if (failure != null) {
      completeExceptionally(failure);
    } else if (greenlet.wasKilled()) {
      super.cancel(false);
    } else {
      complete(greenlet.value());
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled && !greenlet.isDead()) {
      greenlet.killLater(new GreenletExit("its future was cancelled"));
    }
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
