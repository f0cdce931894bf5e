package io.greenlet.pool;

import io.greenlet.Greenlet;
import io.greenlet.GreenletFailedException;
import io.greenlet.ThrowingRunnable;
import io.greenlet.internal.Nullable;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Greenlets that are waited for, killed and, if so wished, fail together; to spawn one does not
 * switch. gevent: {@code pool.Group}; Trio: nursery.
 *
 * <pre>{@code
 * try (Group group = new Group(Group.OnFailure.KILL_OTHERS)) {
 *   group.spawn(() -> serve(left));
 *   group.spawn(() -> serve(right));
 * } // waits for both; if one fails, kills the other and throws the failure
 * }</pre>
 *
 * <p>A member's failure is reported to its hub's error handler, as that of any started greenlet.
 *
 * <p>Thread rule: all methods may be called from any thread; a member runs on the hub of who spawns
 * it.
 */
public final class Group extends Crew {
  /** What becomes of the other members when one fails. A kill is no failure. */
  public enum OnFailure {
    /** They go on, and {@code join} and {@code close} do not throw. */
    KEEP_OTHERS,

    /**
     * They are killed, who is spawned afterwards ends without having run, and the {@code join} or
     * {@code close} that waits for the last end throws the failure.
     */
    KILL_OTHERS
  }

  private final OnFailure onFailure;

  /** The first member that has failed, until {@code join} tells. */
  private final AtomicReference<@Nullable Greenlet<?>> failed = new AtomicReference<>();

  /** A group whose members go on if one fails. */
  public Group() {
    this(OnFailure.KEEP_OTHERS);
  }

  /**
   * A group.
   *
   * @param onFailure what becomes of the other members when one fails
   */
  public Group(OnFailure onFailure) {
    this.onFailure = Objects.requireNonNull(onFailure, "onFailure");
  }

  /**
   * Makes a greenlet, a member of this group, and schedules it on the current hub; does not switch.
   * gevent: {@code spawn}.
   *
   * @param <T> what the body returns
   * @param body what to run
   * @return the greenlet
   * @throws io.greenlet.GreenletError if the group is closed
   */
  public <T> Greenlet<T> spawn(Callable<? extends T> body) {
    return admit(body);
  }

  /**
   * Makes a greenlet for a body without a result, a member of this group, and schedules it on the
   * current hub; does not switch. gevent: {@code spawn}.
   *
   * @param body what to run
   * @return the greenlet
   * @throws io.greenlet.GreenletError if the group is closed
   */
  public Greenlet<Void> spawn(ThrowingRunnable body) {
    return admit(asCallable(body));
  }

  @Override
  <T> Greenlet<T> admit(Callable<? extends T> body) {
    ensureOpen();
    Greenlet<T> member = Greenlet.of(body);
    enroll(member);
    killIfFailed(member);
    return member.start();
  }

  /**
   * Makes a greenlet a member, started or not; does not switch. gevent: {@code add}.
   *
   * @param greenlet no main greenlet and no member
   * @throws io.greenlet.GreenletError if it is one, or the group is closed
   */
  public void add(Greenlet<?> greenlet) {
    ensureOpen();
    enroll(greenlet);
    killIfFailed(greenlet);
  }

  private void killIfFailed(Greenlet<?> member) {
    if (failed.get() != null) {
      killOnce(member);
    }
  }

  @Override
  void left(Greenlet<?> member) {
    if (onFailure == OnFailure.KILL_OTHERS
        && member.exception() != null
        && failed.compareAndSet(null, member)) {
      killMembers();
    }
  }

  @Override
  void throwFailure() {
    Greenlet<?> member = failed.getAndSet(null);
    Throwable failure = member == null ? null : member.exception();
    if (failure != null) {
      throw new GreenletFailedException(member + " of " + this + " failed: " + failure, failure);
    }
  }

  @Override
  public String toString() {
    return "group [" + count() + " members]";
  }
}
