package io.greenlet.battery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * One way to block: how to get into it and who wakes it, what it does with a limit, and where it
 * differs from the others, with the reason. An operation that cannot do a thing says so here, and
 * is held to that as well.
 *
 * @param <S> what is fresh for each run, such as the lock, the queue or the socket; closed
 *     afterwards if it can be
 */
@SuppressWarnings("try") // that close() may be interrupted is for the one who closes
final class Operation<S> {
  /** Something done with it. */
  @FunctionalInterface
  interface Act<S> {
    void on(S state) throws Exception;
  }

  /** Something done with it and the thread that waits. */
  @FunctionalInterface
  interface Wake<S> {
    void on(S state, Thread waiting) throws Exception;
  }

  /** Waits no longer than a limit. */
  @FunctionalInterface
  interface Limited<S> {
    Object on(S state, Duration limit) throws Exception;
  }

  /** The same, without a result. */
  @FunctionalInterface
  interface LimitedAct<S> {
    void on(S state, Duration limit) throws Exception;
  }

  /** Makes what is fresh. */
  @FunctionalInterface
  interface Setup<S> {
    S open() throws Exception;
  }

  /** A finding other than the usual one, and why. */
  private record Oddity(String finding, String reason) {}

  private final String name;
  private final Setup<S> setup;
  private Act<S> block;
  private Limited<S> limited;
  private boolean limitedByHub;
  private boolean ours;
  private Wake<S> wake = (state, waiting) -> {};
  private Act<S> cleanup =
      state -> {
        if (state instanceof AutoCloseable closeable) {
          closeable.close();
        }
      };
  private final Map<Mode, Map<Property, Oddity>> oddities = new EnumMap<>(Mode.class);

  private Operation(String name, Setup<S> setup) {
    this.name = name;
    this.setup = setup;
  }

  // -- an entry of the table

  static <S> Operation<S> of(String name, Setup<S> setup) {
    return new Operation<>(name, setup);
  }

  /** How it blocks, for as long as nobody ends it. */
  Operation<S> blocks(Act<S> how) {
    block = how;
    return this;
  }

  /** How it is woken; runs on another thread, may wait itself, and must not fail. */
  Operation<S> woken(Act<S> how) {
    return wokenWith((state, waiting) -> how.on(state));
  }

  Operation<S> wokenWith(Wake<S> how) {
    wake = how;
    return this;
  }

  /** How it waits with a limit, and what comes of that when the limit is over. */
  Operation<S> limited(String finding, Limited<S> how) {
    limited = how;
    return but(Property.TIMEOUT, finding, "by its contract");
  }

  Operation<S> limitedAct(String finding, LimitedAct<S> how) {
    return limited(
        finding,
        (state, limit) -> {
          how.on(state, limit);
          return null;
        });
  }

  /** It is not the JDK's, so there is nothing to compare it with. */
  Operation<S> ours() {
    ours = true;
    return this;
  }

  /** Its limit is the hub's own timer everywhere, and so obeys the clock of a hub. */
  Operation<S> byHubTimers() {
    limitedByHub = true;
    return this;
  }

  Operation<S> unlimited(String reason) {
    return but(Property.TIMEOUT, "has no limit", reason);
  }

  /** What to do after each run, instead of closing the state; also if it was not woken. */
  Operation<S> cleanedUp(Act<S> how) {
    cleanup = how;
    return this;
  }

  Operation<S> but(Property property, String finding, String reason) {
    for (Mode mode : Mode.values()) {
      but(mode, property, finding, reason);
    }
    return this;
  }

  Operation<S> but(Mode mode, Property property, String finding, String reason) {
    oddities
        .computeIfAbsent(mode, m -> new EnumMap<>(Property.class))
        .put(property, new Oddity(finding, reason));
    return this;
  }

  /** Neither an interrupt nor a kill ends it; both are seen afterwards. */
  Operation<S> uninterruptible(String reason) {
    return but(Property.INTERRUPT, "returns, interrupted, when woken", reason)
        .but(Property.KILL, "when woken", reason);
  }

  // -- for the battery

  String name() {
    return name;
  }

  String expected(Mode mode, Property property) {
    Oddity oddity = oddity(mode, property);
    return oddity == null ? property.usual() : oddity.finding();
  }

  /** Why the expected finding is not the usual one; null if it is. */
  String reason(Mode mode, Property property) {
    Oddity oddity = oddity(mode, property);
    return oddity == null ? null : oddity.reason();
  }

  private Oddity oddity(Mode mode, Property property) {
    return oddities.getOrDefault(mode, Map.of()).get(property);
  }

  boolean isOurs() {
    return ours;
  }

  boolean isLimited() {
    return limited != null;
  }

  boolean isLimitedByHub() {
    return limitedByHub;
  }

  Scene open() throws Exception {
    S state = setup.open();
    return new Scene() {
      @Override
      public Object block() throws Exception {
        block.on(state);
        return null;
      }

      @Override
      public Object block(Duration limit) throws Exception {
        return limited.on(state, limit);
      }

      @Override
      public void wake(Thread waiting) throws Exception {
        wake.on(state, waiting);
      }

      @Override
      public void close() throws Exception {
        cleanup.on(state);
      }
    };
  }

  @Override
  public String toString() {
    return name;
  }

  /** An operation with its state. */
  interface Scene extends AutoCloseable {
    Object block() throws Exception;

    Object block(Duration limit) throws Exception;

    void wake(Thread waiting) throws Exception;

    @Override
    void close() throws Exception;
  }
}
