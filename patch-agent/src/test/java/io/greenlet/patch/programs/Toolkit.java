package io.greenlet.patch.programs;

import io.greenlet.Greenlet;
import io.greenlet.Greenlets;
import io.greenlet.generator.Generator;
import io.greenlet.pool.Pool;
import io.greenlet.pool.ThreadPool;
import io.greenlet.sync.Event;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Uses the toolkit's own packages under the agent, and says what became of it. */
public final class Toolkit {
  private Toolkit() {}

  /** Prints one line for each. */
  public static void main(String[] args) throws Exception {
    try (ThreadPool threads = new ThreadPool(1)) {
      Thread worker = threads.apply(Thread::currentThread);
      System.out.println("worker virtual: " + worker.isVirtual());
      System.out.println("inline: " + (threads.apply(() -> threads.apply(() -> worker)) == worker));
    }

    List<WeakReference<Object>> held = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      held.add(abandoned().next());
    }
    // The JVM keeps a thread that has loaded a class under an agent, as the first body does.
    for (int i = 0; i < 50 && kept(held) > 1; i++) {
      System.gc();
    }
    System.out.println("abandoned generators collected: " + (kept(held) <= 1));

    Event event = new Event();
    Greenlet<Boolean> waiting =
        Greenlets.spawn(() -> {
          event.await();
          return event.isSet();
        });
    Thread setter = new Thread(event::set);
    setter.start();
    System.out.println("woken by a thread: " + waiting.get());

    System.out.println("mapped: " + new Pool(2).map(Toolkit::slowly, List.of(1, 2, 3)));
  }

  private static long kept(List<WeakReference<Object>> held) {
    return held.stream().filter(reference -> !reference.refersTo(null)).count();
  }

  private static int slowly(int input) throws InterruptedException {
    Thread.sleep(10);
    return input * 2;
  }

  private static Generator<WeakReference<Object>, Void, Void> abandoned() {
    return Generator.of(y -> {
      Object kept = new Object();
      y.yield(new WeakReference<>(kept));
      System.out.println("never " + kept);
      return null;
    });
  }
}
