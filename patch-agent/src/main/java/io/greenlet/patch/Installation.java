package io.greenlet.patch;

import io.greenlet.internal.CoreAccess;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is woven into this JVM, and how it gets in and out.
 *
 * <pre>
 *     OUT -&gt; IN         // install: woven and tested
 *     OUT -&gt; OUT        // install failed: everything taken out again
 *      IN -&gt; IN         // more areas
 *      IN -&gt; OUT        // remove
 *      IN -&gt; LEAVING    // remove, while threads live whose faces need some of the seams
 * LEAVING -&gt; OUT        // the last of them has ended
 * LEAVING -&gt; IN         // install
 * </pre>
 *
 * <p>All methods are called under the lock of {@link Installer}; there is one instance in a JVM.
 */
final class Installation {
  private final Instrumentation instrumentation;
  private final Options options;
  private final AgentSeam seam;
  private final Hubs hubs;
  private final Conversion conversion;
  private final MainLaunch launch;
  private final Set<Area> areas = EnumSet.noneOf(Area.class);
  private final Set<Area> vetoed = EnumSet.noneOf(Area.class);
  private final List<Layer> layers = new ArrayList<>();

  /** What is left woven for faces; null unless leaving. */
  @Nullable private Layer leaving;

  /** Null while the calls of applications are as they were. */
  @Nullable private CallSites callSites;

  /** Null while no native methods are wrapped. */
  @Nullable private NativeMethods nativeMethods;

  private Installation(Instrumentation instrumentation, Options options) {
    this.instrumentation = instrumentation;
    this.options = options;
    this.seam = new AgentSeam(CoreAccess.get());
    this.hubs = new Hubs(options.hubs());
    ConversionRule rule = new ConversionRule(options.selection());
    this.conversion = new Conversion(rule, hubs, new Keeper());
    this.launch = new MainLaunch(conversion);
  }

  /** Prepares the JVM, once; nothing is woven yet. */
  static Installation prepare(Instrumentation instrumentation, Options options) {
    BridgeLoader.load(instrumentation);
    if (options.reporting()) {
      Hits.countAll();
    }
    Installation installation = new Installation(instrumentation, options);
    installation.seam.connect();
    return installation;
  }

  /** What is in. */
  Set<Area> areas() {
    return areas;
  }

  /** How it was prepared. */
  Options options() {
    return options;
  }

  /** Says which of the areas that were wanted last a listener kept out. */
  void setVetoed(Set<Area> kept) {
    vetoed.clear();
    vetoed.addAll(kept);
  }

  /** Weaves areas and tests them; throws, with none of them in, if that fails. */
  void install(Set<Area> wanted) {
    Set<Area> more = EnumSet.noneOf(Area.class);
    more.addAll(wanted);
    more.removeAll(areas);
    if (more.isEmpty()) {
      return;
    }
    Layer layer = Layer.weave(instrumentation, Seams.of(more));
    boolean tested = false;
    try {
      if (more.contains(Area.MAIN)) {
        launch.ensureLaunchable();
      }
      new SelfTest(more, seam, conversion).run(hubs);
      tested = true;
    } finally {
      if (!tested) {
        layer.remove();
      }
    }
    layers.add(layer);
    areas.addAll(more);
    enable(more);
  }

  /** Lets the woven seams do what they are for; nothing here fails. */
  private void enable(Set<Area> more) {
    if (more.contains(Area.THREAD)) {
      if (callSites == null) {
        callSites = CallSites.install(instrumentation);
      }
      conversion.begin();
      seam.setConversion(conversion);
    }
    if (more.contains(Area.NATIVE)) {
      NativeNames calls = options.calls();
      nativeMethods =
          NativeMethods.install(instrumentation, calls == null ? NativeNames.NONE : calls);
    }
    if (more.contains(Area.MAIN)) {
      seam.setLaunch(launch);
    }
    if (leaving != null) {
      leaving.remove();
      leaving = null;
    }
  }

  /** Takes everything out; what living faces need, when the last of them has ended. */
  void remove() {
    conversion.remove();
    seam.setLaunch(null);
    areas.clear();
    if (conversion.hasFaces() && leaving == null && callSites != null) {
      List<Seam> kept = new ArrayList<>();
      for (Layer layer : layers) {
        kept.addAll(layer.keepingFaces());
      }
      leaving = Layer.weave(instrumentation, kept);
    }
    for (Layer layer : layers) {
      layer.remove();
    }
    layers.clear();
    if (nativeMethods != null) {
      nativeMethods.remove(instrumentation);
      nativeMethods = null;
    }
    leave();
  }

  /** Takes out what was left in for faces, if none lives any more. */
  void leave() {
    if (!areas.isEmpty() || conversion.hasFaces()) {
      return;
    }
    if (leaving != null) {
      leaving.remove();
      leaving = null;
    }
    if (callSites != null) {
      callSites.remove(instrumentation);
      callSites = null;
    }
  }

  /** What was woven, seam by seam, what was not, and what escaped. */
  String report() {
    Report report = new Report(areas, options, hubs);
    for (Layer layer : layers) {
      report.addWoven(layer.seams(), "woven");
    }
    if (leaving != null) {
      report.addWoven(leaving.seams(), "woven until the last converted thread has ended");
    }
    for (Area area : Area.values()) {
      if (!areas.contains(area)) {
        report.addMissing(area, whyNot(area));
      }
    }
    if (callSites != null) {
      report.add(callSites);
    }
    if (nativeMethods != null) {
      report.add(nativeMethods);
    }
    if (areas.contains(Area.THREAD)) {
      report.addEscaped(Escapes.threads(conversion));
    }
    return report.toString();
  }

  private String whyNot(Area area) {
    if (vetoed.contains(area)) {
      return "a listener objected";
    }
    if (areas.isEmpty()) {
      return "taken out";
    }
    return area == Area.MAIN && options.areas().contains(area)
        ? "main was running already"
        : "not asked for";
  }
}
