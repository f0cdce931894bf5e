package io.greenlet;

import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static io.greenlet.Greenlets.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who learns of a failure that nothing in a spawned greenlet catches. */
@ExtendWith(FreshHub.class)
final class UncaughtFailureTest {
  /** A report to the error handler. */
  private record Report(Greenlet<?> greenlet, Throwable failure) {}

  private final List<Report> reports = new ArrayList<>();

  private void collectReports() {
    Hub.current().setErrorHandler((g, t) -> reports.add(new Report(g, t)));
  }

  private static <T> Greenlet<T> spawnFailing(Throwable failure) {
    return spawn(
        (Callable<T>)
            () -> {
              if (failure instanceof Exception e) {
                throw e;
              }
              throw (Error) failure;
            });
  }

  /** What a body prints to the standard error stream. */
  private static String standardErrorOf(ThrowingRunnable body) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      body.run();
    } finally {
      System.setErr(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Lets what failed be reported, which happens in a greenlet of its own. */
  private static void settle() {
    yieldNow();
    yieldNow();
  }

  private static int count(String part, String text) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void failure_withAHandler_isReportedOnceAndKept() throws Exception {
    collectReports();
    IOException failure = new IOException("broken");
    Greenlet<String> g = spawnFailing(failure);
    String printed =
        standardErrorOf(() -> {
          g.join();
          assertThrows(GreenletFailedException.class, g::get);
          assertThrows(GreenletFailedException.class, g::get);
          settle();
        });

    assertEquals(List.of(new Report(g, failure)), reports);
    assertSame(failure, g.exception());
    assertEquals("", printed);
  }

  @Test
  void failure_withoutAHandler_isPrintedOnceWithNameAndStack() throws Exception {
    Greenlet<?> g = spawnFailing(new IOException("the message"));
    String printed = standardErrorOf(g::join);

    assertEquals(1, count('"' + g.name() + '"', printed), printed);
    assertEquals(1, count("java.io.IOException: the message", printed), printed);
    assertTrue(printed.contains("UncaughtFailureTest.failure_withoutAHandler"), printed);
  }

  @Test
  void failure_afterTheHandlerWasTakenAway_isPrintedAgain() throws Exception {
    collectReports();
    Hub.current().setErrorHandler(null);
    String printed = standardErrorOf(spawnFailing(new IOException("the message"))::join);

    assertEquals(1, count("the message", printed), printed);
    assertEquals(List.of(), reports);
  }

  @Test
  void handler_thatThrows_isPrintedAndChangesNothing() throws Exception {
    Hub.current()
        .setErrorHandler((g, t) -> {
          throw new IllegalStateException("handler failed");
        });
    IOException failure = new IOException("broken");
    Greenlet<String> first = spawnFailing(failure);
    Greenlet<String> second = spawn(() -> "fine");
    String printed = standardErrorOf(() -> Greenlets.joinAll(first, second));

    assertSame(failure, first.exception());
    assertEquals("fine", second.value());
    assertEquals(1, count("IllegalStateException: handler failed", printed), printed);
    assertEquals(1, count("IOException: broken", printed), printed);
  }

  @Test
  void handler_ofAHubWithACarrier_isToldInAGreenletOfThatHub() throws Exception {
    LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (Hub hub = Hub.start("theirs")) {
      hub.setErrorHandler((g, t) -> told.add(Hub.current().stats().name() + " " + t.getMessage()));
      hub.spawn(
              () -> {
                throw new IOException("broken");
              })
          .join();
    }

    assertEquals(List.of("theirs broken"), List.copyOf(told));
  }

  @Test
  void handler_thatWaits_comesBack() throws InterruptedException {
    VirtualClock.install();
    Semaphore semaphore = new Semaphore(0);
    List<String> events = new ArrayList<>();
    Hub.current()
        .setErrorHandler((g, t) -> {
          try {
            sleep(Duration.ofDays(1));
            semaphore.acquire();
            events.add("waited");
          } catch (InterruptedException e) {
            events.add("interrupted");
          }
        });
    spawnFailing(new IOException("broken")).join();
    sleep(Duration.ofDays(2));
    assertEquals(List.of(), events);
    semaphore.release();
    settle();

    assertEquals(List.of("waited"), events);
  }

  @Test
  void handler_thatEntersAHeldMonitor_comesBack() throws InterruptedException {
    Object monitor = new Object();
    Hub.current()
        .setErrorHandler((g, t) -> {
          synchronized (monitor) {
            reports.add(new Report(g, t));
          }
        });
    Greenlet<?> failing = spawnFailing(new IOException("broken"));
    Greenlet<?> holder =
        spawn(() -> {
          synchronized (monitor) {
            failing.join();
            settle();
            assertEquals(List.of(), reports);
          }
        });
    holder.join();
    while (reports.isEmpty()) {
      yieldNow();
    }

    assertTrue(holder.isSuccessful());
  }

  @Test
  void failure_ofAnExecutedTask_isReportedOnce() {
    collectReports();
    RuntimeException failure = new IllegalStateException("task failed");
    Hub.current()
        .execute(() -> {
          throw failure;
        });
    settle();

    assertEquals(List.of(failure), reports.stream().map(Report::failure).toList());
  }

  @Test
  void failure_neverStopsTheHub() throws InterruptedException {
    collectReports();
    List<Greenlet<?>> gs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      gs.add(spawnFailing(new IOException("broken " + i)));
    }
    Greenlet<String> last = spawn(() -> "fine");
    Greenlets.joinAll(gs);

    assertEquals("fine", last.get());
    assertEquals(gs, reports.stream().map(Report::greenlet).toList());
  }

  @Test
  void exit_uncaught_isNotReported() throws Exception {
    collectReports();
    Greenlet<?> g = spawnFailing(new GreenletExit());
    Greenlet<?> ofASubclass =
        spawnFailing(
            new GreenletExit("sub") {
              private static final long serialVersionUID = 1L;
            });
    Greenlets.joinAll(g, ofASubclass);

    assertTrue(g.isSuccessful() && ofASubclass.isSuccessful());
    assertEquals(List.of(), reports);
  }
}
