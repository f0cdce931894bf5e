package io.greenlet.internal;

/**
 * A throwable on its way into a strand: a kill, or a timeout that has run out. It is thrown at the
 * strand's next switch point; strands keep them in a list, first come first thrown. Touched only on
 * the strand's hub.
 */
final class Interruption {
  final Throwable thrown;

  /** Whether the thread was interrupted to get it out of a JDK call; then the status is ours. */
  boolean interrupted;

  @Nullable Interruption next;

  Interruption(Throwable thrown) {
    this.thrown = thrown;
  }
}
