package io.greenlet.internal;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Where each greenlet was made, if that is to be recorded: a stack trace costs more than a spawn,
 * so nobody pays who has not asked by the system property {@value #PROPERTY}.
 *
 * <p>From any thread.
 */
public final class SpawnPlaces {
  static final String PROPERTY = "io.greenlet.diagnostics.spawnStacks";

  /** As many frames as gevent shows. */
  private static final int MOST_FRAMES = 10;

  private static final boolean RECORDED = Boolean.getBoolean(PROPERTY);

  /** Not a field of the strand, which all would pay for. A trace refers to no strand. */
  private static final Map<Strand, Throwable> PLACES =
      Collections.synchronizedMap(new WeakHashMap<>());

  private SpawnPlaces() {}

  /** A strand is being made, here. */
  static void note(Strand strand) {
    if (RECORDED) {
      PLACES.put(strand, new Throwable());
    }
  }

  /** The innermost frames of who made a strand, ours left out; empty if not recorded. */
  public static List<StackTraceElement> of(Strand strand) {
    Throwable place = RECORDED ? PLACES.get(strand) : null;
    return place == null
        ? List.of()
        : Arrays.stream(place.getStackTrace())
            .dropWhile(frame -> !Stall.isOfApplication(frame))
            .limit(MOST_FRAMES)
            .toList();
  }

  /** The same as lines of text; empty if not recorded. */
  static String describe(Strand strand) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : of(strand)) {
      text.append(text.isEmpty() ? "  spawned" : "").append("\tat ").append(frame).append('\n');
    }
    return text.toString();
  }
}
