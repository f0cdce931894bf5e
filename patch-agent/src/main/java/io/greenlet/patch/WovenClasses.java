package io.greenlet.patch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Classes of the JDK that were woven when the agent's jar was built, so that nothing has to be
 * parsed, and ASM not be loaded, when a program starts.
 *
 * <p>Each goes by what it was made of: the class file as the JVM hands it to a transformer, and the
 * seams. Another build of the JDK, a patched module, another agent's weaving or another choice of
 * seams make another name, and the class is woven on the spot. The name has the length and two
 * checksums; that is to notice a difference, not to withstand an attack: who can choose the JDK's
 * classes needs none.
 */
final class WovenClasses implements Closeable {
  static final String FOLDER = "META-INF/greenlet/woven/";

  private final ZipFile jar;

  private WovenClasses(ZipFile jar) {
    this.jar = jar;
  }

  /** Those of the agent's jar; null if the agent is not in a jar. */
  @Nullable
  static WovenClasses open() throws IOException {
    ZipFile jar = AgentJar.open();
    return jar == null ? null : new WovenClasses(jar);
  }

  /** The class with these seams woven in; null if the build has not met it. */
  @Nullable
  byte[] find(String type, List<Seam> seams, byte[] classFile) throws IOException {
    ZipEntry entry = jar.getEntry(name(type, seams, classFile));
    if (entry == null) {
      return null;
    }
    try (InputStream stream = jar.getInputStream(entry)) {
      return stream.readAllBytes();
    }
  }

  /** Where in the jar the woven class is. */
  static String name(String type, List<Seam> seams, byte[] classFile) {
    return FOLDER
        + type
        + "/"
        + Long.toHexString(checksum(new CRC32(), seams, classFile))
        + Long.toHexString(checksum(new Adler32(), seams, classFile))
        + "-"
        + classFile.length
        + ".class";
  }

  private static long checksum(Checksum checksum, List<Seam> seams, byte[] classFile) {
    long digest = ClassDigest.of(classFile, checksum);
    for (Seam seam : seams) {
      add(checksum, seam.method());
      add(checksum, seam.kind().name());
      add(checksum, seam.hook());
    }
    return 31 * digest + checksum.getValue();
  }

  private static void add(Checksum checksum, String text) {
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    checksum.update(0);
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
