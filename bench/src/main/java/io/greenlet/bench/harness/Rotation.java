package io.greenlet.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds in which each variant is measured once, every round beginning with another one: so what
 * disturbs the machine for a while, or from one moment on, meets all of them.
 *
 * @param <V> the variants
 * @param <R> what a round measures
 */
public final class Rotation<V, R> {
  private final List<V> order;
  private final Map<V, List<R>> results = new LinkedHashMap<>();
  private int turns;

  /**
   * Begins.
   *
   * @param variants in the order of the tables
   */
  public Rotation(List<V> variants) {
    order = new ArrayList<>(variants);
    variants.forEach(variant -> results.put(variant, new ArrayList<>()));
  }

  /** Measures one variant. */
  @FunctionalInterface
  public interface Measurement<V, R> {
    /**
     * Measures.
     *
     * @param variant what
     * @return the figures
     */
    R of(V variant) throws IOException, InterruptedException;
  }

  /**
   * Measures each variant once more.
   *
   * @param measurement measures one
   */
  public void turn(Measurement<? super V, ? extends R> measurement)
      throws IOException, InterruptedException {
    turns++;
    for (V variant : order) {
      R result = measurement.of(variant);
      results.getOrDefault(variant, List.of()).add(result);
      Report.progress("round %d, %s: %s", turns, variant, result);
    }
    Collections.rotate(order, -1);
  }

  /** All figures so far, by variant, in the order of the tables. */
  public Map<V, List<R>> results() {
    return Collections.unmodifiableMap(results);
  }
}
