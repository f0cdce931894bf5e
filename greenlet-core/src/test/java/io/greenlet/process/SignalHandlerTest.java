package io.greenlet.process;

import static io.greenlet.Greenlets.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.greenlet.FreshHub;
import io.greenlet.FreshJvm;
import io.greenlet.Greenlet;
import io.greenlet.Hub;
import io.greenlet.sync.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signals that this process sends to itself; those used do nothing where nobody handles them. */
@ExtendWith(FreshHub.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
final class SignalHandlerTest {
  private final List<Object> log = new ArrayList<>();

  private static void send(String signal) throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
  }

  @Test
  void body_ofASignal_runsAsAGreenletOfItsHubThatMayWait() throws Exception {
    Event done = new Event();
    try (SignalHandler handler =
        SignalHandler.on(
            "WINCH",
            () -> {
              log.add(Greenlet.current());
              sleep(Duration.ofMillis(1));
              done.set();
            })) {
      send("WINCH");
      done.await();

      Greenlet<?> ran = (Greenlet<?>) log.getFirst();
      assertSame(Hub.current(), ran.hub());
      assertNotSame(Greenlet.current(), ran);
      assertEquals("handler of SIGWINCH", handler.toString());
    }
  }

  /** Who waits for a signal is not stuck; and the JVM gets back what it did by itself. */
  @Test
  void handler_closed_leavesTheSignalToTheJvm() throws Exception {
    FreshJvm.Result result = FreshJvm.run(SignalProbe.class, FreshJvm.ADD_OPENS);
    assertEquals(
        List.of("stuck with handler of SIGHUP: false", "stuck without: true", "ended"),
        result.out().lines().toList(),
        result::toString);
    assertEquals(128 + 1, result.exitCode());
  }

  @Test
  void handlers_ofOneSignal_allRunUntilClosed() throws Exception {
    Event first = new Event();
    Event second = new Event();
    SignalHandler one = SignalHandler.on("WINCH", first::set);
    try (SignalHandler two = SignalHandler.on("WINCH", second::set)) {
      send("WINCH");
      first.await();
      second.await();
      first.clear();
      second.clear();
      one.close();
      one.close();
      send("WINCH");
      second.await();

      assertEquals(false, first.isSet(), () -> one + " beside " + two);
    }
  }

  @Test
  void body_thatFails_isReportedToItsHub() throws Exception {
    Event told = new Event();
    Hub.current()
        .setErrorHandler((g, t) -> {
          log.add(t.getMessage());
          told.set();
        });
    try (SignalHandler handler =
        SignalHandler.on(
            "WINCH",
            () -> {
              throw new IOException("failed on purpose");
            })) {
      send("WINCH");
      told.await();
      assertEquals(List.of("failed on purpose"), log, handler::toString);
    }
  }

  @Test
  void signal_unknownOrOfTheJvm_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> SignalHandler.on("SIGTERM", () -> {}));
    assertThrows(IllegalArgumentException.class, () -> SignalHandler.on("NONE", () -> {}));
    assertThrows(IllegalArgumentException.class, () -> SignalHandler.on("SEGV", () -> {}));
  }
}
