package io.greenlet.patch;

import io.greenlet.internal.JavaBase;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/**
 * The handles that the JDK's linker has made and keeps, one for each signature. They are as they
 * were made, woven or not, so where the weaving changes they are forgotten, and who links a
 * function from then on gets another. Who has one, keeps it.
 */
final class LinkerCache {
  private static final String PACKAGE = "jdk.internal.foreign.abi.";

  /** The type by which they are made. */
  static final String MAKER = PACKAGE + "BindingSpecializer";

  private LinkerCache() {}

  /** Forgets them. */
  static void clear() {
    try {
      Class<?> cacheType = Class.forName(PACKAGE.concat("SoftReferenceCache"), true, null);
      Class<?> linkerType = Class.forName(PACKAGE.concat("AbstractLinker"), true, null);
      MethodHandles.Lookup inLinker = JavaBase.in(linkerType);
      Object cache =
          (Object)
              inLinker
                  .findVarHandle(linkerType, "DOWNCALL_CACHE", cacheType)
                  .get(Linker.nativeLinker());
      ((Map<?, ?>) JavaBase.in(cacheType).findVarHandle(cacheType, "cache", Map.class).get(cache))
          .clear();
    } catch (ReflectiveOperationException e) {
      throw new AgentFailure("this JDK lacks the seam " + e.getMessage() + Installer.advice(), e);
    }
  }
}
