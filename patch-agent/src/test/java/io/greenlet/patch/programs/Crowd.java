package io.greenlet.patch.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Many threads that do the same at once. */
final class Crowd {
  /** What one of them does. */
  @FunctionalInterface
  interface Part {
    String play(int thread, int of) throws Exception;
  }

  private Crowd() {}

  /** What each says in the end, in order. */
  static List<String> of(int count, Part part) throws Exception {
    List<FutureTask<String>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int thread = i;
      parts.add(new FutureTask<>(() -> part.play(thread, count)));
      new Thread(parts.getLast()).start();
    }
    List<String> said = new ArrayList<>();
    for (FutureTask<String> one : parts) {
      said.add(one.get());
    }
    return said;
  }
}
