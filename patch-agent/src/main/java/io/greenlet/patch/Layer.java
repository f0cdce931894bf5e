package io.greenlet.patch;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
      layer.retransform();
      layer.ensureComplete();
      complete = true;
    } finally {
      if (!complete) {
        layer.remove();
      }
    }
    return layer;
  }

  /** Restores the JDK's own code. */
  void remove() {
    instrumentation.removeTransformer(weaver);
    retransform();
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

  private void retransform() {
    try {
      instrumentation.retransformClasses(types());
    } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
      throw new AgentFailure("this JVM refuses the change of its classes: " + e, e);
    }
  }

  private void ensureComplete() {
    if (weaver.failure() != null) {
      throw new AgentFailure(
          "cannot weave: " + weaver.failure() + Installer.advice(), weaver.failure());
    }
    Set<String> loaded = loaded();
    for (Seam seam : weaver.missing()) {
      // A rare type is woven as the JDK loads it.
      if (!seam.isRare() || loaded.contains(seam.typeName())) {
        throw new AgentFailure("this JDK lacks the seam " + seam + Installer.advice());
      }
    }
  }

  /** The types of its seams, without the rare ones that the JDK has not loaded yet. */
  private Class<?>[] types() {
    List<Class<?>> types = new ArrayList<>();
    Set<String> loaded = loaded();
    for (Seam seam : seams) {
      if (seam.isRare() && !loaded.contains(seam.typeName())) {
        continue;
      }
      try {
        Class<?> type = Class.forName(seam.typeName(), false, null);
        if (!types.contains(type)) {
          types.add(type);
        }
      } catch (ClassNotFoundException e) {
        throw new AgentFailure("this JDK lacks the seam " + seam + Installer.advice(), e);
      }
    }
    return types.toArray(new Class<?>[0]);
  }

  private Set<String> loaded() {
    Set<String> names = new HashSet<>();
    for (Class<?> type : instrumentation.getInitiatedClasses(null)) {
      names.add(type.getName());
    }
    return names;
  }
}
