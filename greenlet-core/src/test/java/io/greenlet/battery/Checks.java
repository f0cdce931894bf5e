package io.greenlet.battery;

import io.greenlet.GreenletExit;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds out, for one operation at a time, how it stands with each property. */
@SuppressWarnings("try") // that close() may be interrupted is for the one who closes
final class Checks {
  private static final Duration LIMIT = Duration.ofMillis(10);
  private static final Duration MUCH_LATER = LIMIT.multipliedBy(100);

  /** How long to wait for what has to come; nothing else depends on it. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How long to wait for what has not to come. */
  private static final Duration SHORT_PATIENCE = Duration.ofMillis(20);

  private final Stage stage;

  Checks(Stage stage) {
    this.stage = stage;
  }

  /** What is found; to be compared with {@link Operation#expected}. */
  String find(Operation<?> operation, Property property) throws Exception {
    return switch (property) {
      case OTHERS_RUN -> othersRun(operation);
      case TIMEOUT -> operation.isLimited() ? timeout(operation) : "has no limit";
      case KILL -> kill(operation);
      case INTERRUPT -> interrupt(operation);
      case FOREIGN_WAKE -> foreignWake(operation);
      case NOTHING_REMAINS -> nothingRemains(operation);
    };
  }

  private String othersRun(Operation<?> operation) throws Exception {
    try (Run run = new Run(operation, Property.OTHERS_RUN)) {
      Attempt attempt = run.start().blocked();
      AtomicBoolean ranMeanwhile = new AtomicBoolean();
      Attempt other =
          new Attempt(
              stage,
              "other",
              () -> {
                ranMeanwhile.set(!attempt.hasLeft());
                run.wake(attempt);
                return null;
              });
      attempt.join();
      other.join();
      return ranMeanwhile.get() && !run.dog.hasBarked() ? "others run" : "others wait";
    }
  }

  private String timeout(Operation<?> operation) throws Exception {
    AtomicBoolean late = new AtomicBoolean();
    Attempt later =
        new Attempt(
            stage,
            "much later",
            () -> {
              stage.sleep(operation, MUCH_LATER);
              late.set(true);
              return null;
            });
    later.blocked();
    try (Run run = new Run(operation, Property.TIMEOUT)) {
      String[] when = {""};
      Attempt attempt =
          run.start(() -> {
            long start = stage.now(operation);
            try {
              return run.scene.block(LIMIT);
            } finally {
              boolean early = stage.isEarly(operation, stage.now(operation) - start, LIMIT);
              when[0] = early ? ", too early" : late.get() ? ", too late" : "";
            }
          });
      attempt.join();
      return attempt.outcome() + when[0] + run.unlessByItself();
    } finally {
      later.thread().interrupt();
      later.join();
    }
  }

  private String kill(Operation<?> operation) throws Exception {
    try (Run run = new Run(operation, Property.KILL)) {
      Attempt attempt = run.start().blocked();
      GreenletExit exit = new GreenletExit("by the battery");
      attempt.greenlet().killLater(exit);
      run.toldToEnd();
      attempt.join();
      attempt.greenlet().join(); // Under the agent the thread that a program sees ends before.
      if (attempt.greenlet().value() != exit) {
        return "never: " + attempt.outcome();
      }
      return run.dog.hasBarked() ? "when woken" : "at once";
    }
  }

  private String interrupt(Operation<?> operation) throws Exception {
    try (Run run = new Run(operation, Property.INTERRUPT)) {
      Attempt attempt = run.start().blocked();
      attempt.thread().interrupt();
      run.toldToEnd();
      attempt.join();
      return attempt.outcome() + run.unlessByItself();
    }
  }

  private String foreignWake(Operation<?> operation) throws Exception {
    try (Run run = new Run(operation, Property.FOREIGN_WAKE)) {
      Attempt attempt = run.start().blocked();
      Thread foreign = new Thread(() -> run.wake(attempt), "foreign waker");
      foreign.start();
      attempt.join();
      foreign.join();
      return attempt.outcome().equals("returns") && !run.dog.hasBarked()
          ? "woken"
          : attempt.outcome() + run.unlessByItself();
    }
  }

  /** Once more if something does: what the JDK and we make once and keep is there then. */
  private String nothingRemains(Operation<?> operation) throws Exception {
    String remains = remainsOf(operation);
    if (!remains.isEmpty()) {
      remains = remainsOf(operation);
    }
    return remains.isEmpty() ? "nothing remains" : remains + " left";
  }

  private String remainsOf(Operation<?> operation) throws Exception {
    Remains before = Remains.now(stage);
    endInAllWays(operation);
    return before.since();
  }

  private void endInAllWays(Operation<?> operation) throws Exception {
    foreignWake(operation);
    interrupt(operation);
    if (operation.isLimited()) {
      timeout(operation);
    }
    if (stage.mode() != Mode.PLAIN) {
      kill(operation);
    }
  }

  /** One run of an operation, with the dog beside it. */
  private final class Run implements AutoCloseable {
    final Operation.Scene scene;
    final WatchDog dog;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final boolean endsByItself;
    private volatile Attempt attempt;

    Run(Operation<?> operation, Property property) throws Exception {
      scene = operation.open();
      endsByItself = !operation.expected(stage.mode(), property).endsWith("when woken");
      boolean blocksAll =
          operation.expected(stage.mode(), Property.OTHERS_RUN).equals("others wait");
      dog = new WatchDog(blocksAll ? SHORT_PATIENCE : PATIENCE, () -> wake(attempt));
    }

    /** It has been told to end; where that is known not to work, to wait for it is of no use. */
    void toldToEnd() {
      if (!endsByItself) {
        dog.waitNoLongerThan(SHORT_PATIENCE);
      }
    }

    Attempt start() {
      return start(() -> scene.block());
    }

    Attempt start(Callable<?> body) {
      attempt = new Attempt(stage, "blocked", body);
      return attempt;
    }

    /** Once, by who comes first: what a second one reads from a pipe nobody has written. */
    void wake(Attempt attempt) {
      try {
        if (woken.compareAndSet(false, true)) {
          scene.wake(attempt.thread());
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    String unlessByItself() {
      return dog.hasBarked() ? ", when woken" : "";
    }

    @Override
    public void close() throws Exception {
      dog.close();
      scene.close();
    }
  }
}
