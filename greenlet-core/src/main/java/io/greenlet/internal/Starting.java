package io.greenlet.internal;

/** How the strands of one hub get their first turns. Touched only on the hub, but for schedule. */
final class Starting {
  private final Loop loop;
  private final ReadyQueue ready;
  private final Timers timers;
  private final Population population;

  Starting(Loop loop, ReadyQueue ready, Timers timers, Population population) {
    this.loop = loop;
    this.ready = ready;
    this.timers = timers;
    this.population = population;
  }

  /** Queues a strand for its first run, now or later; from any thread. */
  void schedule(Strand strand, long delayNanos) {
    if (delayNanos > 0) {
      long due = loop.deadline(delayNanos);
      loop.order(() -> startAt(strand, due));
    } else {
      loop.order(new Start(strand));
    }
  }

  /** The order to start a strand now; not a lambda, whose bootstrap would delay the first start. */
  private final class Start implements Runnable {
    private final Strand strand;

    Start(Strand strand) {
      this.strand = strand;
    }

    @Override
    public void run() {
      if (becomeScheduled(strand)) {
        ready.add(strand);
      }
    }
  }

  /** False if the strand was killed on its way here. */
  private boolean becomeScheduled(Strand strand) {
    if (strand.isDead()) {
      return false;
    }
    strand.become(Strand.State.SCHEDULED);
    population.scheduled(strand);
    return true;
  }

  private void startAt(Strand strand, long due) {
    if (!becomeScheduled(strand)) {
      return;
    }
    Timer start =
        new Timer() {
          @Override
          void fire() {
            strand.setWaitingFor(null);
            ready.add(strand);
          }
        };
    strand.setWaitingFor(start);
    timers.add(start, due);
  }

  /** Starts the thread of a strand, by which the JDK hands over its continuation. */
  void run(Strand strand) {
    if (strand.isDead()) {
      return;
    }
    population.runs(strand);
    try {
      strand.thread().start();
    } catch (RuntimeException | OutOfMemoryError e) {
      strand.continuation = null;
      loop.ended(strand, Outcome.ofThrown(e));
    }
  }
}
