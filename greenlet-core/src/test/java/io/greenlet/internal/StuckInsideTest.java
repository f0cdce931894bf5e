package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** By the innermost frame of a thread that is asleep, whether others may have what it needs. */
final class StuckInsideTest {
  /** What a stack trace says of the line of a native method. */
  private static final int NATIVE = -2;

  @Test
  void mayNeedOthers_javaCode_mayForItsClasses() {
    assertTrue(StuckInside.mayNeedOthers(place(null, "com.acme.Lib", "use", 7)));
    assertTrue(StuckInside.mayNeedOthers(place("java.base", "java.util.ArrayList", "add", 7)));
  }

  @Test
  void mayNeedOthers_nativeMethodOfTheJdk_mayForClassesToo() {
    assertTrue(
        StuckInside.mayNeedOthers(place("java.base", "java.lang.Class", "forName0", NATIVE)));
    assertTrue(StuckInside.mayNeedOthers(place("java.base", "java.lang.Object", "wait0", NATIVE)));
  }

  @Test
  void mayNeedOthers_collection_mayNot() {
    assertFalse(StuckInside.mayNeedOthers(place("java.base", "java.lang.Runtime", "gc", NATIVE)));
  }

  @Test
  void mayNeedOthers_nativeMethodOfALibrary_mayNot() {
    assertFalse(StuckInside.mayNeedOthers(place(null, "com.acme.Lib", "poll", NATIVE)));
    assertFalse(StuckInside.mayNeedOthers(place("com.acme", "com.acme.Lib", "poll", NATIVE)));
  }

  private static StackTraceElement place(
      @Nullable String module, String type, String method, int line) {
    return new StackTraceElement(null, module, null, type, method, null, line);
  }
}
