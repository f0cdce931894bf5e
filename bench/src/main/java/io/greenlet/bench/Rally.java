package io.greenlet.bench;

import io.greenlet.Greenlet;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/** Two parties that hand control to each other, each below a stack of some frames. */
sealed interface Rally {
  /** Hands over a number of times, there and back counted as two. */
  void play(int switches) throws InterruptedException;

  /** Ends both parties. */
  void close() throws InterruptedException;

  /** Runs an action below that many frames. */
  static void below(int frames, Runnable action) {
    if (frames == 0) {
      action.run();
    } else {
      below(frames - 1, action);
    }
  }

  /** Greenlets that switch to each other. */
  final class OfGreenlets implements Rally {
    private final Greenlet<?> server;
    private final Greenlet<?> returner;
    private final Greenlet<?> main = Greenlet.current();
    private int left;

    OfGreenlets(int depth) {
      server = Greenlet.of(() -> run(depth, true));
      returner = Greenlet.of(() -> run(depth, false));
      returner.switchTo();
      server.switchTo();
    }

    private Object run(int depth, boolean serves) {
      below(depth, () -> exchange(serves));
      return null;
    }

    private void exchange(boolean serves) {
      main.switchTo();
      while (left >= 0) {
        if (serves) {
          left -= 2;
          if (left < 0) {
            main.switchTo();
          }
          returner.switchTo();
        } else {
          server.switchTo();
        }
      }
    }

    @Override
    public void play(int switches) {
      left = switches;
      server.switchTo();
    }

    @Override
    public void close() {
      server.throwIn();
      returner.throwIn();
    }
  }

  /** The floor: a continuation that is run and yields, without a thread of its own. */
  final class OfContinuation implements Rally {
    private static final ContinuationScope SCOPE = new ContinuationScope("rally");
    private final Continuation continuation;
    private boolean over;

    OfContinuation(int depth) {
      continuation = new Continuation(SCOPE, () -> below(depth, this::exchange));
      continuation.run();
    }

    private void exchange() {
      while (!over) {
        Continuation.yield(SCOPE);
      }
    }

    @Override
    public void play(int switches) {
      for (int left = switches; left > 0; left -= 2) {
        continuation.run();
      }
    }

    @Override
    public void close() {
      over = true;
      continuation.run();
    }
  }

  /**
   * The floor of a greenlet that is a thread: two virtual threads whose scheduler does nothing but
   * keep the continuation of who yields, and a loop that runs the other one's.
   */
  final class OfHeldThreads implements Rally {
    private final Runnable[] continuations = new Runnable[2];
    private int next;
    private boolean over;

    OfHeldThreads(int depth) {
      for (int side = 0; side < 2; side++) {
        int mine = side;
        Runnable body = () -> below(depth, () -> exchange(1 - mine));
        newThread(continuation -> continuations[mine] = continuation, body).start();
      }
    }

    private static Thread newThread(Executor scheduler, Runnable body) {
      try {
        MethodHandles.Lookup lang =
            MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
        MethodType shape =
            MethodType.methodType(
                Thread.class, Executor.class, String.class, int.class, Runnable.class);
        return (Thread)
            lang.findStatic(lang.findClass("java.lang.ThreadBuilders"), "newVirtualThread", shape)
                .invoke(scheduler, null, 0, body);
      } catch (Throwable t) {
        throw new IllegalStateException(t);
      }
    }

    private void exchange(int other) {
      while (!over) {
        next = other;
        Thread.yield();
      }
    }

    @Override
    public void play(int switches) {
      for (int left = switches; left > 0; left--) {
        continuations[next].run();
      }
    }

    @Override
    public void close() {
      over = true;
      continuations[0].run();
      continuations[1].run();
    }
  }

  /** Threads of the JDK, virtual or platform, that unpark each other and park. */
  final class OfThreads implements Rally {
    private final Thread server;
    private final Thread returner;
    private volatile Thread turn;
    private volatile Thread waiting;
    private volatile boolean over;
    private int left;

    OfThreads(ThreadFactory factory, int depth) {
      server = factory.newThread(() -> below(depth, this::serve));
      returner = factory.newThread(() -> below(depth, this::giveBack));
      server.start();
      returner.start();
    }

    private void serve() {
      while (awaitTurn(server)) {
        left -= 2;
        if (left < 0) {
          turn = waiting;
          LockSupport.unpark(waiting);
        } else {
          turn = returner;
          LockSupport.unpark(returner);
        }
      }
    }

    private void giveBack() {
      while (awaitTurn(returner)) {
        turn = server;
        LockSupport.unpark(server);
      }
    }

    private boolean awaitTurn(Thread self) {
      while (turn != self && !over) {
        LockSupport.park();
      }
      return !over;
    }

    @Override
    public void play(int switches) {
      left = switches;
      waiting = Thread.currentThread();
      turn = server;
      LockSupport.unpark(server);
      while (turn != waiting) {
        LockSupport.park();
      }
    }

    @Override
    public void close() throws InterruptedException {
      over = true;
      LockSupport.unpark(server);
      LockSupport.unpark(returner);
      server.join();
      returner.join();
    }
  }
}
