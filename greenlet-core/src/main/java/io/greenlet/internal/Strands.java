package io.greenlet.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The strands of a hub that have run and have not ended: a list through the strands themselves, so
 * that it costs each of them two references. Touched only on the hub.
 */
final class Strands {
  private @Nullable Strand newest;

  void add(Strand strand) {
    strand.older = newest;
    if (newest != null) {
      newest.newer = strand;
    }
    newest = strand;
  }

  void remove(Strand strand) {
    if (strand.newer != null) {
      strand.newer.older = strand.older;
    } else if (newest == strand) {
      newest = strand.older;
    }
    if (strand.older != null) {
      strand.older.newer = strand.newer;
    }
    strand.newer = null;
    strand.older = null;
  }

  boolean isEmpty() {
    return newest == null;
  }

  /** A copy, oldest first. */
  List<Strand> toList() {
    List<Strand> all = new ArrayList<>();
    for (Strand s = newest; s != null; s = s.older) {
      all.add(s);
    }
    return all.reversed();
  }
}
