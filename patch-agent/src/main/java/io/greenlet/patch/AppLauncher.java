package io.greenlet.patch;

import io.greenlet.internal.JavaBase;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs an application patched, in this JVM: what {@code java -jar patch-agent.jar} does on a JDK
 * 25.
 *
 * <p>The application's main class is found by the JDK's own launcher, so that manifests, kinds of
 * {@code main} and error messages are those of {@code java -jar} and {@code java -cp}.
 */
final class AppLauncher {
  // The launcher's own numbers for java -cp and java -jar.
  private static final int LM_CLASS = 1;
  private static final int LM_JAR = 2;

  private final Instrumentation instrumentation;
  private final int mode;
  private final String classPath;
  private final String what;
  private final String[] arguments;

  private AppLauncher(
      Instrumentation instrumentation,
      int mode,
      String classPath,
      String what,
      String[] arguments) {
    this.instrumentation = instrumentation;
    this.mode = mode;
    this.classPath = classPath;
    this.what = what;
    this.arguments = arguments;
  }

  /** Called by {@link Launcher}, by reflection, as that has to load on old JDKs. */
  static void launch(String[] commandLine, Instrumentation instrumentation) throws Throwable {
    int first = 0;
    while (first < commandLine.length && !isMode(commandLine[first])) {
      first++;
    }
    String options = String.join(",", Arrays.copyOf(commandLine, first));
    AppLauncher launcher = parse(instrumentation, commandLine, first);
    launcher.ensureReadable();
    launcher.prepare();
    Installer.enterBeforeMain(options, instrumentation);
    launcher.run();
  }

  private static boolean isMode(String word) {
    return word.equals("-jar") || isClassPath(word);
  }

  private static boolean isClassPath(String word) {
    return word.equals("-cp") || word.equals("-classpath") || word.equals("--class-path");
  }

  private static AppLauncher parse(
      Instrumentation instrumentation, String[] commandLine, int first) {
    if (first == commandLine.length) {
      throw new AgentFailure(
          "no application: neither -jar FILE nor -cp PATH MAINCLASS in "
              + String.join(" ", commandLine));
    }
    String word = commandLine[first];
    int mode = isClassPath(word) ? LM_CLASS : LM_JAR;
    int last = mode == LM_CLASS ? first + 2 : first + 1;
    if (last >= commandLine.length) {
      throw new AgentFailure(
          word + " must be followed by " + (mode == LM_JAR ? "FILE" : "PATH MAINCLASS"));
    }
    return new AppLauncher(
        instrumentation,
        mode,
        commandLine[first + 1],
        commandLine[last],
        Arrays.copyOfRange(commandLine, last + 1, commandLine.length));
  }

  /** The JDK's launcher does this in its native part, so its words are repeated here. */
  private void ensureReadable() {
    if (mode == LM_JAR && !Files.isReadable(Path.of(what))) {
      System.err.println("Error: Unable to access jarfile " + what);
      System.exit(1);
    }
  }

  /** Makes the JVM look as if it had been started with the application. */
  private void prepare() throws Throwable {
    BridgeLoader.load(instrumentation);
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    // Takes folders, too, which Instrumentation.appendToSystemClassLoaderSearch does not.
    MethodHandle append =
        JavaBase.in(loader.getClass())
            .bind(
                loader,
                "appendToClassPathForInstrumentation",
                MethodType.methodType(void.class, String.class));
    List<String> elements = mode == LM_JAR ? List.of(classPath) : expand(classPath);
    for (String element : elements) {
      append.invokeExact(element);
    }
    System.setProperty(
        "java.class.path", String.join(System.getProperty("path.separator"), elements));
    System.setProperty("sun.java.command", String.join(" ", command()));
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(what);
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** A star stands for the jars of a folder, nothing for the current folder. */
  private static List<String> expand(String classPath) throws IOException {
    List<String> elements = new ArrayList<>();
    for (String element : classPath.split(System.getProperty("path.separator"), -1)) {
      if (element.equals("*") || element.endsWith("/*") || element.endsWith("\\*")) {
        addJars(elements, element.substring(0, element.length() - 1));
      } else {
        elements.add(element.isEmpty() ? "." : element);
      }
    }
    return elements;
  }

  private static void addJars(List<String> elements, String folder) throws IOException {
    Path path = Path.of(folder.isEmpty() ? "." : folder);
    if (!Files.isDirectory(path)) {
      return;
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(path, "*.{jar,JAR}")) {
      for (Path jar : jars) {
        elements.add(jar.toString());
      }
    }
  }

  private void run() throws Throwable {
    Class<?> launcher = Class.forName("sun.launcher.LauncherHelper", false, null);
    MethodHandle find =
        JavaBase.in(launcher)
            .findStatic(
                launcher,
                "checkAndLoadMain",
                MethodType.methodType(Class.class, boolean.class, int.class, String.class));
    Class<?> main = (Class<?>) find.invokeExact(true, mode, what);
    if (main == MainRoot.class) {
      MainRoot.main(arguments);
    } else {
      MainLaunch.call(main, arguments);
    }
  }
}
