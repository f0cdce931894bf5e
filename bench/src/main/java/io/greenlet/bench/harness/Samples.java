package io.greenlet.bench.harness;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** One figure, measured in several rounds. */
public final class Samples {
  private final double[] sorted;

  private Samples(double[] values) {
    sorted = values;
    Arrays.sort(sorted);
  }

  /**
   * Takes one figure from each round.
   *
   * @param <T> what a round has measured
   * @param rounds the rounds, at least one
   * @param figure the figure
   * @return the samples
   */
  public static <T> Samples of(Collection<T> rounds, ToDoubleFunction<? super T> figure) {
    return new Samples(rounds.stream().mapToDouble(figure).toArray());
  }

  /** The one in the middle, or between the two in the middle. */
  public double median() {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** The sum, shared out evenly. */
  public double mean() {
    return Arrays.stream(sorted).sum() / sorted.length;
  }

  /** The least. */
  public double least() {
    return sorted[0];
  }

  /** The most. */
  public double most() {
    return sorted[sorted.length - 1];
  }

  /**
   * The median, and in brackets least and most.
   *
   * @param format of a number
   * @return the text
   */
  public String spread(String format) {
    return sorted.length == 1
        ? format.formatted(sorted[0])
        : (format + " (" + format + "-" + format + ")").formatted(median(), least(), most());
  }
}
