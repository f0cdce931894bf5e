package io.greenlet.patch.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/**
 * Talks to child processes, one thread waiting for what only another can bring about. Where both
 * are greenlets of one hub, main goes on only when the other has let it.
 */
public final class Children {
  private static final int MUCH = 1 << 20;

  private Children() {}

  /** Prints a line for each stream, and for the end. */
  public static void main(String[] args) throws Exception {
    Process out = new ProcessBuilder("cat").start();
    FutureTask<String> outLine = waiting(() -> out.inputReader().readLine());
    say(out, "hello\n");
    System.out.println("standard output: " + outLine.get());

    FutureTask<Integer> end = waiting(out::waitFor);
    out.getOutputStream().close();
    System.out.println("waitFor: " + end.get());

    Process err = new ProcessBuilder("sh", "-c", "cat >&2").start();
    FutureTask<String> errLine = waiting(() -> err.errorReader().readLine());
    say(err, "trouble\n");
    System.out.println("standard error: " + errLine.get());
    err.destroy();

    Process full = new ProcessBuilder("cat").start();
    FutureTask<Integer> written = waiting(() -> write(full.getOutputStream()));
    System.out.println("read: " + count(full.getInputStream()));
    System.out.println("written: " + written.get());

    FutureTask<Boolean> told = waiting(() -> full.onExit().get().isAlive());
    System.out.println("alive after onExit: " + told.get());
  }

  /** Runs a call in a thread, and returns when it has begun. */
  private static <T> FutureTask<T> waiting(Callable<T> call) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<T> task =
        new FutureTask<>(() -> {
          begun.countDown();
          return call.call();
        });
    new Thread(task).start();
    begun.await();
    return task;
  }

  private static void say(Process process, String text) throws IOException {
    process.outputWriter().append(text).flush();
  }

  /** More than a pipe holds, so that it has to be read meanwhile. */
  private static int write(OutputStream stream) throws IOException {
    try (stream) {
      stream.write(new byte[MUCH]);
    }
    return MUCH;
  }

  private static int count(InputStream stream) throws IOException {
    return stream.readAllBytes().length;
  }
}
