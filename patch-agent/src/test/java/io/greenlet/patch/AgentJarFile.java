package io.greenlet.patch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes an agent's jar of a class on the class path, and finds jars there. */
final class AgentJarFile {
  private AgentJarFile() {}

  /** A jar with a manifest and nothing else: the class itself has to be on the class path. */
  static Path write(Path folder, Class<?> agent) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", agent.getName());
    attributes.putValue("Agent-Class", agent.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve(agent.getSimpleName() + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.flush();
    }
    return jar;
  }

  /** The jar or folder that a class comes from. */
  static String of(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
