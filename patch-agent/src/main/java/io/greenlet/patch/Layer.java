package io.greenlet.patch;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some seams, woven together and taken out together. */
final class Layer {
  private final Instrumentation instrumentation;
  private final List<Seam> seams;
  private final Weaver weaver;

  private Layer(Instrumentation instrumentation, List<Seam> seams) {
    this.instrumentation = instrumentation;
    this.seams = seams;
    this.weaver = new Weaver(seams);
  }

  /** Weaves seams; throws, with nothing left woven, if one of them cannot be. */
  static Layer weave(Instrumentation instrumentation, List<Seam> seams) {
    Layer layer = new Layer(instrumentation, seams);
    boolean complete = false;
    instrumentation.addTransformer(layer.weaver, true);
    try {
      layer.weave();
      layer.ensureComplete();
      complete = true;
    } finally {
      if (!complete) {
        layer.remove();
      }
    }
    return layer;
  }

  /**
   * Loads the types and changes those that were loaded already. The others were woven as they came,
   * which costs the JVM less.
   */
  private void weave() {
    try (WovenClasses woven = WovenClasses.open()) {
      weaver.use(woven);
      List<Class<?>> loadedBefore = new ArrayList<>();
      for (Class<?> type : types()) {
        if (!weaver.hasWoven(type)) {
          loadedBefore.add(type);
        }
      }
      retransform(loadedBefore);
    } catch (IOException e) {
      throw new AgentFailure("cannot read the agent's jar: " + e, e);
    } finally {
      weaver.use(null);
    }
  }

  /** Restores the JDK's own code. */
  void remove() {
    instrumentation.removeTransformer(weaver);
    retransform(types());
  }

  /** Those of its seams that faces which run already depend on. */
  List<Seam> keepingFaces() {
    List<Seam> kept = new ArrayList<>();
    for (Seam seam : seams) {
      if (seam.keepsFaces()) {
        kept.add(seam);
      }
    }
    return kept;
  }

  List<Seam> seams() {
    return seams;
  }

  private void retransform(List<Class<?>> types) {
    try {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
      throw new AgentFailure("this JVM refuses the change of its classes: " + e, e);
    }
    for (Class<?> type : types) {
      if (type.getName().equals(LinkerCache.MAKER)) {
        LinkerCache.clear();
      }
    }
  }

  private void ensureComplete() {
    if (weaver.failure() != null) {
      throw new AgentFailure(
          "cannot weave: " + weaver.failure() + Installer.advice(), weaver.failure());
    }
    Map<String, Class<?>> rare = loadedRare();
    for (Seam seam : weaver.missing()) {
      if (!seam.isRare() || rare.containsKey(seam.typeName())) {
        throw lacking(seam, null);
      }
    }
  }

  /** The types of its seams, as far as they are loaded or not rare. */
  private List<Class<?>> types() {
    List<Class<?>> types = new ArrayList<>();
    Map<String, Class<?>> rare = loadedRare();
    for (Seam seam : seams) {
      Class<?> type = seam.isRare() ? rare.get(seam.typeName()) : type(seam);
      if (type != null && !types.contains(type)) {
        types.add(type);
      }
    }
    return types;
  }

  private static Class<?> type(Seam seam) {
    try {
      return Class.forName(seam.typeName(), false, null);
    } catch (ClassNotFoundException e) {
      throw lacking(seam, e);
    }
  }

  /** By name, the types of rare seams that the JDK has loaded; the others are woven as it does. */
  private Map<String, Class<?>> loadedRare() {
    Map<String, Class<?>> rare = new HashMap<>();
    for (Class<?> type : instrumentation.getInitiatedClasses(null)) {
      if (Seams.isRare(type.getName().replace('.', '/'))) {
        rare.put(type.getName(), type);
      }
    }
    return rare;
  }

  private static AgentFailure lacking(Seam seam, @Nullable Throwable cause) {
    String text = "this JDK lacks the seam " + seam + Installer.advice();
    return cause == null ? new AgentFailure(text) : new AgentFailure(text, cause);
  }
}
