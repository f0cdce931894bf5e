package io.greenlet.patch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads resources of the agent past its class loader, which would load sixty classes for a first
 * one.
 */
final class AgentJar {
  private AgentJar() {}

  /**
   * The content of a resource.
   *
   * @param name full name, without a slash in front
   */
  static byte[] read(String name) throws IOException {
    try (ZipFile jar = open()) {
      if (jar == null) {
        try (InputStream stream = AgentJar.class.getResourceAsStream("/".concat(name))) {
          return read(name, stream);
        }
      }
      ZipEntry entry = jar.getEntry(name);
      return read(name, entry == null ? null : jar.getInputStream(entry));
    }
  }

  /** The jar that this class is from, to be closed; null if it is from elsewhere. */
  @Nullable
  static ZipFile open() throws IOException {
    CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null || !location.getProtocol().equals("file")) {
      return null;
    }
    try {
      File file = new File(location.toURI());
      return file.isFile() ? new ZipFile(file) : null;
    } catch (URISyntaxException e) {
      throw new IOException("no path of a file: ".concat(location.toString()), e);
    }
  }

  private static byte[] read(String name, @Nullable InputStream stream) throws IOException {
    if (stream == null) {
      throw new AgentFailure("the agent's jar is incomplete: no " + name);
    }
    return stream.readAllBytes();
  }
}
