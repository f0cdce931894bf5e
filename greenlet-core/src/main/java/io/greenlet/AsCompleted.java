package io.greenlet;

import io.greenlet.internal.Completions;
import io.greenlet.internal.Strand;
import io.greenlet.internal.Waiter;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** The iterator of {@link Greenlets#asCompleted}. */
final class AsCompleted<G extends Greenlet<?>> implements Iterator<G> {
  private final Map<Strand, G> greenlets;
  private final Completions completions;
  private int left;

  AsCompleted(Map<Strand, G> greenlets) {
    this.greenlets = greenlets;
    this.completions = new Completions(greenlets.keySet(), Waiter.FOREVER);
    this.left = greenlets.size();
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public G next() {
    if (left == 0) {
      throw new NoSuchElementException("all " + greenlets.size() + " greenlets were returned");
    }
    try {
      G next = Greenlets.next(greenlets, completions);
      left--;
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the next greenlet", e);
    }
  }
}
