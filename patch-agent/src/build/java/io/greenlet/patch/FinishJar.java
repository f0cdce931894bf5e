package io.greenlet.patch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.ProtectionDomain;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The last step of the build of the agent's jar: adds {@link WovenClasses} for the JDK that builds
 * it, and stores everything uncompressed, which loads faster.
 *
 * <p>Runs in a JVM of its own with the unfinished jar as its agent, so that it sees the classes of
 * the JDK as an installing agent does. It changes none of them.
 */
final class FinishJar {
  private final Map<String, byte[]> woven = new LinkedHashMap<>();
  private final List<Seam> seams = Seams.of(Area.all());
  private final Weaver weaver = new Weaver(seams);

  private FinishJar() {}

  /**
   * Called by the build.
   *
   * @param arguments the jar, which is replaced
   */
  public static void main(String[] arguments)
      throws IOException, ClassNotFoundException, UnmodifiableClassException {
    Path jar = Path.of(arguments[0]);
    FinishJar finish = new FinishJar();
    finish.weave(AgentEntry.instrumentation());
    Path finished = jar.resolveSibling(jar.getFileName() + ".finished");
    finish.write(jar, finished);
    Files.move(finished, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Weaves each type as it is loaded, and as the JVM shows it if it was loaded before, without and
   * with its code linked.
   */
  private void weave(Instrumentation instrumentation)
      throws IOException, ClassNotFoundException, UnmodifiableClassException {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Seam seam : seams) {
      types.add(Class.forName(seam.typeName(), false, null));
      try (InputStream file = ClassLoader.getSystemResourceAsStream(seam.type() + ".class")) {
        weave(seam.type(), file.readAllBytes());
      }
    }
    Recorder recorder = new Recorder();
    instrumentation.addTransformer(recorder, true);
    instrumentation.retransformClasses(types.toArray(Class<?>[]::new));
    for (Class<?> type : types) {
      Class.forName(type.getName(), true, null);
    }
    instrumentation.retransformClasses(types.toArray(Class<?>[]::new));
    instrumentation.removeTransformer(recorder);
    if (weaver.failure() != null || !weaver.missing().isEmpty()) {
      throw new IllegalStateException(
          "the JDK that builds lacks " + weaver.missing(), weaver.failure());
    }
  }

  private void weave(String type, byte[] classFile) {
    byte[] result = weaver.transform(null, null, type, null, null, classFile);
    if (result != null) {
      List<Seam> ofType = seams.stream().filter(seam -> seam.type().equals(type)).toList();
      woven.put(WovenClasses.name(type, ofType, classFile), result);
    }
  }

  private void write(Path source, Path target) throws IOException {
    try (ZipFile in = new ZipFile(source.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
      out.setMethod(ZipOutputStream.STORED);
      FileTime time = null;
      for (ZipEntry entry : in.stream().toList()) {
        // The first is the manifest, whose time the build has set.
        time = time == null ? entry.getLastModifiedTime() : time;
        if (entry.getName().startsWith(WovenClasses.FOLDER)) {
          continue; // Of a build before this one.
        }
        try (InputStream content = in.getInputStream(entry)) {
          store(out, entry.getName(), entry.getLastModifiedTime(), content.readAllBytes());
        }
      }
      for (Map.Entry<String, byte[]> added : woven.entrySet()) {
        store(out, added.getKey(), time, added.getValue());
      }
    }
  }

  private static void store(ZipOutputStream out, String name, FileTime time, byte[] content)
      throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setLastModifiedTime(time);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  /** Weaves what it is shown, and changes nothing. */
  private final class Recorder implements ClassFileTransformer {
    @Override
    public byte[] transform(
        Module module,
        ClassLoader loader,
        String type,
        Class<?> redefined,
        ProtectionDomain domain,
        byte[] classFile) {
      if (loader == null) {
        weave(type, classFile);
      }
      return null;
    }
  }
}
