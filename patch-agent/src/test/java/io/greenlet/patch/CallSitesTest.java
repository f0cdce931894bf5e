package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.patch.programs.Asks;
import io.greenlet.patch.programs.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallSitesTest {
  private final CallSites callSites = new CallSites();

  private static byte[] classFile(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream stream = type.getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }

  private byte[] transform(Class<?> type, byte[] classFile) {
    String name = type.getName().replace('.', '/');
    return callSites.transform(
        type.getModule(), type.getClassLoader(), name, null, null, classFile);
  }

  /** Defines classes from their own bytes, rewritten. */
  private final class Rewriting extends ClassLoader {
    Rewriting() {
      super(CallSitesTest.class.getClassLoader());
    }

    Class<?> define(Class<?> type) throws IOException {
      byte[] rewritten = transform(type, classFile(type));
      assertNotNull(rewritten);
      return defineClass(type.getName(), rewritten, 0, rewritten.length);
    }
  }

  @Test
  void transform_everyKindOfCall_isRedirectedAndRuns() throws Exception {
    Rewriting loader = new Rewriting();
    loader.define(Asks.Subclass.class);
    loader.define(Asks.Namesake.class);
    Class<?> asks = loader.define(Asks.class);
    String text = new String(transform(Asks.class, classFile(Asks.class)), StandardCharsets.UTF_8);
    assertTrue(text.contains("java/lang/GreenletBridge"), text);
    assertEquals(5, asks.getMethod("sameThread").invoke(null));
    assertEquals(List.of(), escaped());
    assertEquals(4, callSites.rewritten());
  }

  @Test
  void transform_classWithoutCall_untouched() throws IOException {
    assertNull(transform(Plain.class, classFile(Plain.class)));
  }

  @Test
  void transform_jdkOrOwnClass_untouched() throws IOException {
    assertNull(transform(Thread.class, classFile(Thread.class)));
    assertNull(transform(Converted.class, classFile(Converted.class)));
  }

  @Test
  void transform_brokenClass_untouchedAndReported() {
    byte[] broken = "currentThread, but no class file".getBytes(StandardCharsets.UTF_8);
    assertNull(transform(Plain.class, broken));
    assertEquals(1, escaped().size());
    assertTrue(escaped().getFirst().contains("Plain"), escaped()::toString);
  }

  private List<String> escaped() {
    java.util.ArrayList<String> escaped = new java.util.ArrayList<>();
    callSites.escaped().forEach(escaped::add);
    return escaped;
  }
}
