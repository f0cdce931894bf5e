package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A woven class is taken for nothing but what it was made of. */
final class WovenClassesTest {
  private static final String TYPE = "java/lang/Thread";

  private static Seam seam(String method, Seam.Kind kind, String hook) {
    return new Seam(Area.THREAD, TYPE, method, kind, hook, false);
  }

  private static String name(byte[] classFile, Seam... seams) {
    return WovenClasses.name(TYPE, List.of(seams), classFile);
  }

  @Test
  void name_sameClassAndSeams_same() {
    assertEquals(
        name(new byte[] {1, 2}, seam("a()V", Seam.Kind.BEFORE, "a")),
        name(new byte[] {1, 2}, seam("a()V", Seam.Kind.BEFORE, "a")));
  }

  @Test
  void name_anyByteDiffers_differs() {
    byte[] classFile = new byte[300];
    String name = name(classFile);
    for (int i = 0; i < classFile.length; i++) {
      classFile[i]++;
      assertNotEquals(name, name(classFile));
      classFile[i]--;
    }
    assertNotEquals(name, name(new byte[301]));
  }

  @Test
  void name_seamsDiffer_differs() {
    byte[] classFile = new byte[3];
    Seam seam = seam("a()V", Seam.Kind.BEFORE, "a");
    String name = name(classFile, seam);
    assertNotEquals(name, name(classFile));
    assertNotEquals(name, name(classFile, seam, seam));
    assertNotEquals(name, name(classFile, seam("b()V", Seam.Kind.BEFORE, "a")));
    assertNotEquals(name, name(classFile, seam("a()V", Seam.Kind.AROUND, "a")));
    assertNotEquals(name, name(classFile, seam("a()V", Seam.Kind.BEFORE, "b")));
  }
}
