package io.greenlet.patch.programs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** One thread computes, so that no other runs, until it is found out; another one waits. */
public final class Hogged {
  private static final CountDownLatch END = new CountDownLatch(1);
  private static final CountDownLatch READY = new CountDownLatch(1);

  private Hogged() {}

  /** Runs until standard error has what names the culprit, and ends. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Thread patient = new Thread(Hogged::beReady, "patient");
    patient.start();
    READY.await();
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    // Asks until this JVM has ended.
    String ask = "kill -WINCH " + ProcessHandle.current().pid();
    new ProcessBuilder("sh", "-c", "while " + ask + "; do sleep 0.1; done").start();
    Thread hog = new Thread(() -> hog(said), "hog");
    hog.start();
    hog.join();
    END.countDown();
    patient.join();
    err.print(said.toString(StandardCharsets.UTF_8));
  }

  private static void beReady() {
    READY.countDown();
    try {
      END.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void hog(ByteArrayOutputStream said) {
    String text = "";
    while (!text.contains("hog has not let others run") || !text.contains("    hog: running\n")) {
      text = said.toString(StandardCharsets.UTF_8);
    }
  }
}
