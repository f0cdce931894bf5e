package io.greenlet.patch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weaves a table of seams into the JDK: takes what the build has woven, where the class at hand is
 * the one that was woven there, and else has {@link AsmWeaver} do it.
 *
 * <p>It transforms classes that it may itself need, so it sticks to plain collections: no lambda,
 * stream, log or concatenation, whose first use would load classes in the middle of a
 * transformation.
 */
final class Weaver implements ClassFileTransformer {
  static final String BRIDGE = "java/lang/GreenletBridge";
  static final String IO_BRIDGE = "java/lang/GreenletIo";
  static final String FOREIGN_BRIDGE = "java/lang/GreenletForeign";

  private final Map<String, List<Seam>> seamsByType = new HashMap<>();
  // Written by the thread that retransforms, under the installer's lock; read by it afterwards.
  private final Set<Seam> missing = Collections.newSetFromMap(new IdentityHashMap<>());
  @Nullable private Throwable failure;

  // Written by the thread that retransforms; for its own transformations only, as it closes them.
  @Nullable private volatile WovenClasses woven;
  @Nullable private volatile Thread borrower;

  Weaver(List<Seam> seams) {
    missing.addAll(seams);
    for (Seam seam : seams) {
      List<Seam> ofType = seamsByType.get(seam.type());
      if (ofType == null) {
        ofType = new ArrayList<>();
        seamsByType.put(seam.type(), ofType);
      }
      ofType.add(seam);
    }
  }

  /** Lends it what the build has woven, for what this thread transforms; null takes it back. */
  void use(@Nullable WovenClasses classes) {
    borrower = Thread.currentThread();
    woven = classes;
  }

  /** Seams whose method has not been found in the classes transformed so far. */
  Set<Seam> missing() {
    return missing;
  }

  /** Whether nothing is missing in a type. */
  boolean hasWoven(Class<?> type) {
    for (Seam seam : missing) {
      if (seam.typeName().equals(type.getName())) {
        return false;
      }
    }
    return true;
  }

  /** What made a transformation fail; null if nothing did. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  @Override
  @Nullable
  public byte[] transform(
      Module module,
      @Nullable ClassLoader loader,
      @Nullable String type,
      @Nullable Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (loader != null || type == null) {
      return null;
    }
    List<Seam> seams = seamsByType.get(type);
    if (seams == null) {
      return null;
    }
    try {
      return weave(type, seams, classFile);
    } catch (IOException e) {
      failure = new UncheckedIOException(e);
      return null;
    } catch (RuntimeException | LinkageError e) {
      // The JVM ignores what a transformer throws; the installer asks for it and gives up.
      failure = e;
      return null;
    }
  }

  private byte[] weave(String type, List<Seam> seams, byte[] classFile) throws IOException {
    // The build weaves what is woven by default, where quick seams do not count.
    boolean lendable = Thread.currentThread() == borrower && !Hits.isCountingAll();
    WovenClasses lent = lendable ? woven : null;
    byte[] ready = lent == null ? null : lent.find(type, seams, classFile);
    if (ready == null) {
      return AsmWeaver.weave(type, seams, classFile, missing);
    }
    for (Seam seam : seams) {
      missing.remove(seam);
    }
    return ready;
  }
}
