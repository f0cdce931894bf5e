package io.greenlet.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The built jar is complete by itself and brings nothing that could meet another copy. */
final class JarIT {
  private static final int JAVA_8 = 52;
  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(Child.AGENT);
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void manifest_entries_nameTheEntryPoints() throws IOException {
    Attributes attributes = jar.getManifest().getMainAttributes();
    String entry = AgentEntry.class.getName();
    assertEquals(entry, attributes.getValue("Premain-Class"));
    assertEquals(entry, attributes.getValue("Agent-Class"));
    assertEquals(entry, attributes.getValue("Launcher-Agent-Class"));
    assertEquals(Launcher.class.getName(), attributes.getValue("Main-Class"));
    assertEquals("true", attributes.getValue("Can-Retransform-Classes"));
  }

  @Test
  void classes_all_areOursOrRelocated() {
    for (JarEntry entry : jar.stream().toList()) {
      String name = entry.getName();
      assertTrue(
          !name.endsWith(".class")
              || name.startsWith("io/greenlet/")
              || name.startsWith("META-INF/greenlet/"),
          () -> name + " could meet another copy of itself");
    }
  }

  @Test
  void classes_entryPoints_loadOnOldJava() throws IOException {
    for (Class<?> entry : new Class<?>[] {AgentEntry.class, Launcher.class}) {
      assertEquals(JAVA_8, classFileVersion(entry.getName().replace('.', '/') + ".class"));
    }
  }

  @Test
  void bridge_classes_areResources() {
    Set<String> expected = new HashSet<>();
    for (String name : BridgeLoader.CLASSES) {
      expected.add(BridgeLoader.FOLDER + name + ".class");
    }
    Set<String> found = new HashSet<>();
    for (JarEntry entry : jar.stream().toList()) {
      if (entry.getName().startsWith(BridgeLoader.FOLDER) && !entry.isDirectory()) {
        found.add(entry.getName());
      }
    }
    assertEquals(expected, found, "a class that is not defined is missing at run time");
  }

  @Test
  void wovenClasses_ofThisJdk_areWhatTheWeaverMakes() throws IOException {
    Map<String, List<Seam>> types =
        Seams.of(Area.all()).stream()
            .collect(Collectors.groupingBy(Seam::type, LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Seam>> type : types.entrySet()) {
      byte[] classFile;
      try (InputStream in = ClassLoader.getSystemResourceAsStream(type.getKey() + ".class")) {
        classFile = in.readAllBytes();
      }
      String name = WovenClasses.name(type.getKey(), type.getValue(), classFile);
      assertNotNull(jar.getEntry(name), name);
      try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
        byte[] made = AsmWeaver.weave(type.getKey(), type.getValue(), classFile, new HashSet<>());
        // Its methods may be in another order; see ClassDigest.
        assertEquals(
            ClassDigest.of(made, new CRC32()),
            ClassDigest.of(in.readAllBytes(), new CRC32()),
            name);
      }
    }
  }

  @Test
  void entries_all_areStoredUncompressed() {
    for (JarEntry entry : jar.stream().toList()) {
      assertEquals(ZipEntry.STORED, entry.getMethod(), entry::getName);
    }
  }

  private int classFileVersion(String name) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }
}
