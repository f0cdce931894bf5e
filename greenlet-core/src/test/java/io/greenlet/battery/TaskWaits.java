package io.greenlet.battery;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Futures, executors, scopes and processes. */
@SuppressWarnings("try") // that close() may be interrupted is for the one who closes
final class TaskWaits {
  private TaskWaits() {}

  static List<Operation<?>> table() {
    return List.of(
        Operation.of("FutureTask.get", () -> new FutureTask<>(() -> "it"))
            .blocks(FutureTask::get)
            .woken(FutureTask::run)
            .limited("throws TimeoutException", (f, limit) -> f.get(limit.toNanos(), NANOSECONDS)),
        Operation.of("CompletableFuture.get", CompletableFuture<String>::new)
            .blocks(CompletableFuture::get)
            .woken(future -> future.complete("it"))
            .limited("throws TimeoutException", (f, limit) -> f.get(limit.toNanos(), NANOSECONDS)),
        Operation.of("CompletableFuture.join", CompletableFuture<String>::new)
            .blocks(CompletableFuture::join)
            .woken(future -> future.complete("it"))
            .limited(
                "throws CompletionException",
                (f, l) -> f.copy().orTimeout(l.toNanos(), NANOSECONDS).join())
            .uninterruptible("get can be interrupted"),
        Operation.of("CompletableFuture.allOf", CompletableFuture<String>::new)
            .blocks(future -> CompletableFuture.allOf(future).get())
            .woken(future -> future.complete("it"))
            .limited(
                "throws TimeoutException",
                (f, limit) -> CompletableFuture.allOf(f).get(limit.toNanos(), NANOSECONDS)),
        Operation.of("ScheduledFuture.get", Work::scheduled)
            .blocks(work -> work.executor().submit(work).get())
            .woken(Work::finish)
            .limited(
                "throws TimeoutException",
                (work, limit) -> work.executor().submit(work).get(limit.toNanos(), NANOSECONDS)),
        Operation.of("ExecutorService.awaitTermination", Work::started)
            .blocks(work -> work.shutDown().awaitTermination(1, DAYS))
            .woken(Work::finish)
            .limited(
                "returns false",
                (work, limit) -> work.shutDown().awaitTermination(limit.toNanos(), NANOSECONDS)),
        Operation.of("ExecutorService.close", Work::started)
            .blocks(work -> work.executor().close())
            .woken(Work::finish)
            .unlimited("awaitTermination has one")
            .but(
                Property.INTERRUPT,
                "returns, interrupted",
                "cancels the tasks and waits for their end, by its contract"),
        Operation.of("ExecutorService.invokeAny", Work::idle)
            .blocks(work -> work.executor().invokeAny(List.of(work)))
            .woken(Work::finish)
            .limited(
                "throws TimeoutException",
                (work, limit) ->
                    work.executor().invokeAny(List.of(work), limit.toNanos(), NANOSECONDS)),
        Operation.of("ExecutorService.invokeAll", Work::idle)
            .blocks(work -> work.executor().invokeAll(List.of(work)))
            .woken(Work::finish)
            .limited(
                "returns true",
                (work, limit) ->
                    work.executor()
                        .invokeAll(List.of(work), limit.toNanos(), NANOSECONDS)
                        .getFirst()
                        .isCancelled()),
        Operation.of("StructuredTaskScope.join", () -> new CountDownLatch(1))
            .blocks(latch -> Scope.joined(cf -> cf, latch))
            .woken(CountDownLatch::countDown)
            .limitedAct("throws TimeoutException", (latch, limit) -> Scope.joined(limit, latch)),
        Operation.of("Process.waitFor", Cat::start)
            .blocks(cat -> cat.process().waitFor())
            .woken(Cat::end)
            .limited(
                "returns false",
                (cat, limit) -> cat.process().waitFor(limit.toNanos(), NANOSECONDS)),
        Operation.of("Process.onExit", Cat::start)
            .blocks(cat -> cat.process().onExit().get())
            .woken(Cat::end)
            .limited(
                "throws TimeoutException",
                (cat, limit) -> cat.process().onExit().get(limit.toNanos(), NANOSECONDS)),
        stream("Process.getInputStream.read", cat -> cat.process().getInputStream().read())
            .woken(Cat::say),
        stream("Process.getOutputStream.write", Cat::sayTooMuch).woken(Cat::listen));
  }

  private static Operation<Cat> stream(String name, Operation.Act<Cat> how) {
    String native0 = "a native call without the agent, which holds up its hub";
    String reason = "the streams of a process ignore interrupts";
    return Operation.of(name, Cat::start)
        .blocks(how)
        .unlimited("streams have none")
        .uninterruptible(reason)
        .but(Mode.LIBRARY, Property.OTHERS_RUN, "others wait", native0)
        .but(Mode.LIBRARY, Property.FOREIGN_WAKE, "returns, when woken", native0)
        .but(Mode.LIBRARY, Property.INTERRUPT, "returns, when woken", native0);
  }

  /** A task that ends when told to, and who may run it. */
  private record Work(ExecutorService executor, CountDownLatch told)
      implements Callable<String>, AutoCloseable {
    static Work idle() {
      return new Work(Executors.newFixedThreadPool(1), new CountDownLatch(1));
    }

    static Work scheduled() {
      return new Work(Executors.newSingleThreadScheduledExecutor(), new CountDownLatch(1));
    }

    static Work started() {
      Work work = idle();
      work.executor.submit(work);
      return work;
    }

    @Override
    public String call() throws InterruptedException {
      told.await();
      return "done";
    }

    ExecutorService shutDown() {
      executor.shutdown();
      return executor;
    }

    void finish() {
      told.countDown();
    }

    @Override
    public void close() {
      finish();
      executor.close();
    }
  }

  /**
   * The scope, by reflection: what is compiled against a preview runs with the flag for previews
   * only, and the JDK itself does not ask for it.
   */
  private static final class Scope {
    private static final Class<?> SCOPE = named("java.util.concurrent.StructuredTaskScope");
    private static final Class<?> JOINER = named(SCOPE.getName() + "$Joiner");
    private static final Class<?> CONFIG = named(SCOPE.getName() + "$Configuration");

    static void joined(Duration limit, CountDownLatch latch) throws Exception {
      joined(
          config -> invoke(CONFIG, "withTimeout", List.of(Duration.class), config, limit), latch);
    }

    static void joined(Function<Object, Object> configured, CountDownLatch latch) throws Exception {
      Object joiner = invoke(JOINER, "allSuccessfulOrThrow", List.of(), null);
      Object scope =
          invoke(SCOPE, "open", List.of(JOINER, Function.class), null, joiner, configured);
      try (AutoCloseable closing = (AutoCloseable) scope) {
        Callable<String> subtask =
            () -> {
              latch.await();
              return "done";
            };
        invoke(SCOPE, "fork", List.of(Callable.class), scope, subtask);
        SCOPE.getMethod("join").invoke(scope);
      } catch (InvocationTargetException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }

    private static Object invoke(
        Class<?> type, String name, List<Class<?>> parameters, Object on, Object... arguments) {
      try {
        Method method = type.getMethod(name, parameters.toArray(new Class<?>[0]));
        return method.invoke(on, arguments);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Class<?> named(String name) {
      try {
        return Class.forName(name);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A process that repeats what it is told. */
  private record Cat(Process process) implements AutoCloseable {
    private static final int TOO_MUCH = 1 << 20;

    static Cat start() throws Exception {
      return new Cat(new ProcessBuilder("cat").start());
    }

    void say() throws Exception {
      process.getOutputStream().write('x');
      process.getOutputStream().flush();
    }

    /** More than the pipes hold, so that it waits until somebody listens. */
    void sayTooMuch() throws Exception {
      process.getOutputStream().write(new byte[TOO_MUCH]);
      process.getOutputStream().flush();
    }

    void listen() throws Exception {
      process.getInputStream().readNBytes(TOO_MUCH);
    }

    void end() throws Exception {
      process.getOutputStream().close();
    }

    @Override
    public void close() throws Exception {
      process.destroy();
      process.waitFor();
      process.getInputStream().close();
      process.getErrorStream().close();
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        // What it had not listened to.
      }
    }
  }
}
