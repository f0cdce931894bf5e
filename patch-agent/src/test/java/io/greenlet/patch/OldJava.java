package io.greenlet.patch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds a Java that is older than the agent needs. */
final class OldJava {
  private OldJava() {}

  /** The command to run it; null if there is none beside this JDK. */
  @Nullable
  static String find() {
    Path home = Path.of(System.getProperty("java.home"));
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(home.getParent())) {
      for (Path sibling : siblings) {
        Path java = sibling.resolve("bin").resolve("java");
        if (Files.isExecutable(java) && isOld(sibling.resolve("release"))) {
          return java.toString();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return null;
  }

  private static boolean isOld(Path release) throws IOException {
    if (!Files.isReadable(release)) {
      return false;
    }
    for (String line : Files.readAllLines(release)) {
      if (line.startsWith("JAVA_VERSION=\"")) {
        String version = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
        return Runtime.Version.parse(version.replace('_', '+')).feature() < 25;
      }
    }
    return false;
  }
}
