package io.greenlet.bench.startup;

import io.greenlet.bench.harness.Commands;
import io.greenlet.bench.harness.Report;
import io.greenlet.bench.harness.Rotation;
import io.greenlet.bench.harness.Settings;
import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Loads a program of many generated classes, of which a few ask for the current thread, bare and
 * with each agent in turn; see the settings. A class has {@link #METHODS} methods and about 4 KB.
 */
public final class ClassLoadBenchmark {
  /** Of each {@code asking} classes one calls {@code Thread.currentThread()}; 0 for none. */
  private static final Map<String, String> DEFAULTS =
      Map.of("rounds", "15", "classes", "5000", "asking", "50");

  private static final int METHODS = 20;
  private static final int ACCESS = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
  private static final String NAME = "generated.Generated";
  private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
  private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
  private static final MethodTypeDesc TEXT =
      MethodTypeDesc.of(ConstantDescs.CD_String, ConstantDescs.CD_String);

  private ClassLoadBenchmark() {}

  /**
   * Runs the benchmark and prints a table.
   *
   * @param args settings
   */
  public static void run(String[] args) throws IOException, InterruptedException {
    Settings settings = new Settings(args, DEFAULTS);
    Commands.ensureExists("bash", "bash");
    Report report = new Report("classes");
    Path empty = Files.createTempFile("empty", ".jar");
    Path program = Files.createTempFile("classes", ".jar");
    try {
      StartupBenchmark.pack(empty);
      pack(program, settings.number("classes"), settings.number("asking"));
      Report.progress("%s bytes for %s classes", Files.size(program), settings.text("classes"));
      List<String> application =
          List.of(
              "-cp", program + ":" + empty, Loader.class.getName(), NAME, settings.text("classes"));
      Rotation<Start, Times> rounds = new Rotation<>(List.of(Start.BARE, Start.EMPTY, Start.AGENT));
      for (int i = 0; i < settings.number("rounds"); i++) {
        rounds.turn(start -> Times.of(start.command(empty, application)));
      }
      report.add(StartupBenchmark.table(rounds.results()));
    } finally {
      Files.delete(program);
      Files.delete(empty);
    }
    Report.progress("kept in %s", report);
  }

  private static void pack(Path jar, int classes, int asking) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (int i = 0; i < classes; i++) {
        boolean asks = asking > 0 && i % asking == 0;
        out.putNextEntry(new JarEntry((NAME + i).replace('.', '/') + ".class"));
        out.write(generate(ClassDesc.of(NAME + i), asks));
        out.closeEntry();
      }
    }
  }

  private static byte[] generate(ClassDesc type, boolean asks) {
    return ClassFile.of()
        .build(
            type,
            members -> {
              for (int i = 0; i < METHODS; i++) {
                addMethod(members, type, i);
              }
              if (asks) {
                members.withMethodBody(
                    "ask",
                    MethodTypeDesc.of(THREAD),
                    ACCESS,
                    code ->
                        code.invokestatic(THREAD, "currentThread", MethodTypeDesc.of(THREAD))
                            .areturn());
              }
            });
  }

  /** One that calls the next and others, as methods do. */
  private static void addMethod(ClassBuilder members, ClassDesc type, int number) {
    members.withMethodBody(
        "method" + number,
        TEXT,
        ACCESS,
        code -> {
          code.new_(BUILDER).dup();
          code.invokespecial(BUILDER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
          append(code, "a text of method " + number + " that nobody reads, in a class of its own");
          append(code, "another one of method " + number + " which is of a similar length");
          code.aload(0);
          append(code);
          code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String));
          if (number + 1 < METHODS) {
            code.invokestatic(type, "method" + (number + 1), TEXT);
          }
          code.areturn();
        });
  }

  private static void append(CodeBuilder code, String text) {
    code.ldc(text);
    append(code);
  }

  private static void append(CodeBuilder code) {
    code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, ConstantDescs.CD_String));
  }
}
