package io.greenlet.patch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * Defines the bridge into the boot loader.
 *
 * <p>Not by appending a jar to the boot class path, which turns class data sharing off and says so
 * on the standard error stream, but through a look-up in {@code java.lang}, opened before. Nothing
 * may refer to the bridge before that: the JVM remembers that it found no such class.
 */
final class BridgeLoader {
  private static final String FOLDER = "/META-INF/greenlet/bridge/java/lang/";
  private static final String[] CLASSES = {"GreenletBridge$Face", "GreenletBridge"};

  private BridgeLoader() {}

  /** Defines the bridge, unless that was done. */
  static void load() {
    try {
      if (!isLoaded()) {
        MethodHandles.Lookup lang =
            MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
        for (String name : CLASSES) {
          lang.defineClass(read(FOLDER.concat(name).concat(".class")));
        }
      }
    } catch (IllegalAccessException | IOException e) {
      throw new AgentFailure("cannot define the bridge class in java.lang: " + e, e);
    }
  }

  private static boolean isLoaded() {
    try {
      Class.forName("java.lang.GreenletBridge", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static byte[] read(String resource) throws IOException {
    try (InputStream stream = BridgeLoader.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new AgentFailure("the agent's jar is incomplete: no " + resource);
      }
      return stream.readAllBytes();
    }
  }
}
