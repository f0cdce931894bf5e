package io.greenlet.patch;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is asked before an area is patched, and told afterwards. */
final class Listeners {
  private final List<Monkey.Listener> listeners = new CopyOnWriteArrayList<>();

  void add(Monkey.Listener listener) {
    listeners.add(listener);
  }

  void remove(Monkey.Listener listener) {
    listeners.remove(listener);
  }

  /** Asks about each area, every listener until one objects; the areas to which none did. */
  Set<Area> ask(Set<Area> areas) {
    Set<Area> allowed = EnumSet.noneOf(Area.class);
    for (Area area : areas) {
      if (allows(area)) {
        allowed.add(area);
      }
    }
    return allowed;
  }

  private boolean allows(Area area) {
    for (Monkey.Listener listener : listeners) {
      if (!listener.willPatch(area)) {
        return false;
      }
    }
    return true;
  }

  /** Tells each listener of each area. */
  void tell(Set<Area> areas) {
    for (Area area : areas) {
      for (Monkey.Listener listener : listeners) {
        listener.didPatch(area);
      }
    }
  }
}
