package io.greenlet.battery;

/** What the battery holds every operation to, and the finding that says it does. */
enum Property {
  /** While one greenlet is in it, another runs; that one wakes it. */
  OTHERS_RUN("others run"),
  /** With a limit it ends when that is over, neither before nor much later. */
  TIMEOUT(null),
  /** A kill ends it, and then the greenlet. */
  KILL("at once"),
  /** An interrupt ends it. */
  INTERRUPT("throws InterruptedException"),
  /** A platform thread that no hub knows can wake it. */
  FOREIGN_WAKE("woken"),
  /** Once it has ended, in any of these ways: no descriptor, timer, thread or greenlet. */
  NOTHING_REMAINS("nothing remains");

  private final String usual;

  Property(String usual) {
    this.usual = usual;
  }

  /** The finding to expect where an operation says nothing else; null if each has to say it. */
  String usual() {
    return usual;
  }
}
