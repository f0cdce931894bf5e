package io.greenlet.patch;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What {@link Monkey#report()} says; built line by line. */
final class Report {
  private static final String NEW_LINE = System.lineSeparator();

  private final StringBuilder text = new StringBuilder();

  Report(Set<Area> areas, Options options, Hubs hubs) {
    text.append("patch-agent on JDK ").append(Runtime.version()).append(": ");
    text.append(areas.isEmpty() ? "nothing is patched" : "patched " + names(areas));
    line(hubs + ", " + options.selection());
  }

  /** Nothing was ever installed. */
  static String nothing() {
    return "patch-agent on JDK " + Runtime.version() + ": nothing is patched" + NEW_LINE;
  }

  /** Seams that are woven, with how often each was gone through. */
  void addWoven(List<Seam> seams, String status) {
    for (Seam seam : seams) {
      line(seam, status + ": " + seam + ": " + Hits.of(seam));
    }
  }

  /** An area that is not patched, seam by seam. */
  void addMissing(Area area, String reason) {
    List<Seam> seams = Seams.of(EnumSet.of(area));
    for (Seam seam : seams) {
      line(seam, "not woven: " + seam + ": " + reason);
    }
    if (seams.isEmpty()) {
      line(area.optionName() + ": " + reason);
    }
  }

  void add(CallSites callSites) {
    line(
        "thread: Thread.currentThread() redirected in "
            + callSites.rewritten()
            + " classes of the application");
    for (String escaped : callSites.escaped()) {
      line("thread: escaped: class " + escaped);
    }
  }

  void add(NativeMethods methods) {
    for (String method : methods.wrapped()) {
      line("native: a call that blocks: " + method);
    }
  }

  void addEscaped(List<Thread> threads) {
    for (Thread thread : threads) {
      line(
          "thread: escaped: thread "
              + thread.getName()
              + ", "
              + thread.getClass().getName()
              + ", a platform thread");
    }
  }

  private void line(Seam seam, String what) {
    line(seam.area().optionName() + ": " + what);
  }

  private void line(String line) {
    text.append(NEW_LINE).append("  ").append(line);
  }

  private static String names(Collection<Area> areas) {
    StringBuilder names = new StringBuilder();
    for (Area area : areas) {
      names.append(names.isEmpty() ? "" : ", ").append(area.optionName());
    }
    return names.toString();
  }

  @Override
  public String toString() {
    return text + NEW_LINE;
  }
}
