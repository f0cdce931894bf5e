package io.greenlet.bench.program;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Runs one program in one kind of threads and prints what each round took. */
public final class ProgramRun {
  private static final int WARM_UPS = 30;

  private ProgramRun() {}

  /**
   * Prints a line for each round: nanoseconds of time and of CPU time for each operation.
   *
   * @param args program, kind, number of rounds
   */
  public static void main(String[] args) throws InterruptedException {
    Program program = Program.valueOf(args[0]);
    Kind kind = Kind.valueOf(args[1]);
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    int size = program.size(kind);
    warmUp(program, kind, size);
    for (int round = Integer.parseInt(args[2]); round > 0; round--) {
      long start = System.nanoTime();
      long startCpu = system.getProcessCpuTime();
      run(program, kind, size);
      long cpu = system.getProcessCpuTime() - startCpu;
      long time = System.nanoTime() - start;
      System.out.println((double) time / size + " " + (double) cpu / size);
    }
  }

  /**
   * Runs small sizes first: what follows a wait would else be compiled before any thread has come
   * to it, and each of them would be deoptimized there, at ten times the cost of anything measured.
   */
  private static void warmUp(Program program, Kind kind, int size) throws InterruptedException {
    for (int i = 0; i < WARM_UPS; i++) {
      run(program, kind, size / 10);
    }
  }

  private static void run(Program program, Kind kind, int size) throws InterruptedException {
    if (kind == Kind.CONTINUATION) {
      Floor.run(program, size);
    } else {
      Threads threads = kind.threads();
      threads.runMain(() -> program.run(threads, size));
    }
  }
}
