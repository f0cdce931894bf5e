package io.greenlet.picture;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.internal.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the greenlets of one run did when, in virtual time. Their bodies tell it: they print and
 * sleep by the methods here. Explicit switches are seen by the hub's tracer.
 *
 * <p>To print takes a while here, so that it can be seen in a picture.
 */
final class Recording implements Greenlet.Tracer {
  /** How long it takes to print a line. */
  static final Duration LINE = Duration.ofMillis(250);

  /** What a greenlet does in a stretch of time. */
  enum Doing {
    PRINTS,
    SLEEPS
  }

  /** A stretch of time of one greenlet. */
  record Stretch(String who, Doing doing, Duration from, Duration to, String label) {}

  /** An explicit switch. */
  record Switch(String from, String to, Duration when, String value) {}

  private final VirtualClock clock = VirtualClock.install();
  private final Map<Greenlet<?>, String> names = new LinkedHashMap<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private final List<Switch> switches = new ArrayList<>();

  /** What the switch that is under way passes. */
  private String inFlight = "";

  /** Begins to record the current thread's hub, which is a new one with virtual time. */
  Recording() {
    name("main", Greenlet.current());
    Greenlet.setTracer(this);
  }

  /** Names a greenlet; the order of naming is that of the picture. */
  <T> Greenlet<T> name(String name, Greenlet<T> greenlet) {
    names.put(greenlet, name);
    return greenlet;
  }

  /** Ends the recording; who is still switched out then will be unwound unseen. */
  Recording stop() {
    Greenlet.setTracer(null);
    return this;
  }

  // -- what bodies do

  void print(String line) {
    Duration from = clock.elapsed();
    clock.compute(LINE);
    add(Doing.PRINTS, from, line);
  }

  void sleep(int seconds) throws InterruptedException {
    Duration from = clock.elapsed();
    Greenlets.sleep(Duration.ofSeconds(seconds));
    add(Doing.SLEEPS, from, "sleep " + seconds + " s");
  }

  /** Switches; null passes nothing. */
  Object switchTo(Greenlet<?> target, String value) {
    inFlight = value == null ? "" : '"' + value + '"';
    return target.switchTo(value);
  }

  private void add(Doing doing, Duration from, String label) {
    stretches.add(new Stretch(current(), doing, from, clock.elapsed(), label));
  }

  private String current() {
    return names.get(Greenlet.current());
  }

  // -- explicit switches, by the hub

  @Override
  public void switched(Greenlet<?> from, Greenlet<?> to) {
    switches.add(new Switch(names.get(from), names.get(to), clock.elapsed(), inFlight));
    inFlight = "";
  }

  @Override
  public void threw(Greenlet<?> from, Greenlet<?> to) {
    throw new AssertionError("nothing is thrown in this run");
  }

  // -- what has been recorded

  List<String> names() {
    return List.copyOf(names.values());
  }

  /** The stretches, in the order of their ends. */
  List<Stretch> stretches() {
    return List.copyOf(stretches);
  }

  List<Switch> switches() {
    return List.copyOf(switches);
  }

  /** How long the run took. */
  Duration length() {
    return clock.elapsed();
  }
}
