package io.greenlet.patch.readiness;

import static io.greenlet.patch.readiness.Battery.check;
import static io.greenlet.patch.readiness.Battery.doing;

import io.greenlet.patch.readiness.Battery.Channels;
import io.greenlet.patch.readiness.Battery.Doing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Every way to select, and every way to end it. */
final class SelectorChecks {
  private static final ByteBuffer ONE = ByteBuffer.allocate(1).asReadOnlyBuffer();

  private SelectorChecks() {}

  static void run() throws InterruptedException {
    check("selectNow", () -> on((selector, pair) -> selector.selectNow()));
    check("select limited, nothing comes", () -> on((selector, pair) -> selector.select(20)));
    check("select, ready before", () -> on(SelectorChecks::readyBefore));
    check("select, ready meanwhile", () -> on(SelectorChecks::readyMeanwhile));
    check("select limited, ready meanwhile", () -> on(SelectorChecks::limitedReady));
    check("select again and again", () -> on(SelectorChecks::again));
    check("select woken up", () -> on(SelectorChecks::wokenUp));
    check("select woken up before", () -> on(SelectorChecks::wokenUpBefore));
    check("select interrupted", () -> on(SelectorChecks::interrupted));
    check("select closed", () -> on(SelectorChecks::closed));
    check("select closed by plain", () -> on(SelectorChecks::closedByPlain));
    check("select, channel closed", () -> on(SelectorChecks::channelClosed));
    check("select, new key meanwhile", () -> on(SelectorChecks::interestChanged));
    check("two selectors, one channel", () -> on(SelectorChecks::twoSelectors));
    check("select of a pipe", SelectorChecks::pipe);
    check("select with an action", () -> on((s, pair) -> actionOf(s, pair)));
  }

  @FunctionalInterface
  private interface Body {
    Object run(Selector selector, Channels pair) throws Exception;
  }

  private static Object on(Body body) throws Exception {
    try (Selector selector = Selector.open();
        Channels pair = Channels.open()) {
      pair.here().configureBlocking(false);
      pair.here().register(selector, SelectionKey.OP_READ);
      return body.run(selector, pair);
    }
  }

  private static void send(Channels pair) throws IOException {
    pair.there().write(ONE.duplicate());
  }

  private static Object readyBefore(Selector selector, Channels pair) throws Exception {
    send(pair);
    return selector.select() + ", " + selector.select(5) + ", " + selector.selectedKeys().size();
  }

  private static Object readyMeanwhile(Selector selector, Channels pair) throws Exception {
    Doing selecting = doing(() -> selector.select()).blocked();
    send(pair);
    return selecting.outcome();
  }

  private static Object limitedReady(Selector selector, Channels pair) throws Exception {
    Doing selecting = doing(() -> selector.select(60_000)).blocked();
    send(pair);
    return selecting.outcome();
  }

  private static Object again(Selector selector, Channels pair) throws Exception {
    int read = 0;
    for (int i = 0; i < 200; i++) {
      Doing selecting = doing(() -> selector.select());
      send(pair);
      selecting.outcome();
      selector.selectedKeys().clear();
      read += pair.here().read(ByteBuffer.allocate(5));
    }
    return "read " + read;
  }

  private static Object wokenUp(Selector selector, Channels pair) throws Exception {
    Doing selecting = doing(() -> selector.select()).blocked();
    selector.wakeup();
    return selecting.outcome();
  }

  private static Object wokenUpBefore(Selector selector, Channels pair) throws Exception {
    selector.wakeup();
    return selector.select() + ", then " + selector.select(10);
  }

  private static Object interrupted(Selector selector, Channels pair) throws Exception {
    Doing selecting =
        doing(() -> selector.select() + ", " + Thread.currentThread().isInterrupted()).blocked();
    selecting.thread().interrupt();
    return selecting.outcome() + ", open " + selector.isOpen();
  }

  private static Object closed(Selector selector, Channels pair) throws Exception {
    Doing selecting = doing(() -> selector.select()).blocked();
    selector.close();
    return selecting.outcome();
  }

  private static Object closedByPlain(Selector selector, Channels pair) throws Exception {
    Doing selecting = doing(() -> selector.select()).blocked();
    Doing closing =
        doing(
            "plain",
            () -> {
              selector.close();
              return "closed";
            });
    return selecting.outcome() + ", " + closing.outcome();
  }

  private static Object channelClosed(Selector selector, Channels pair) throws Exception {
    Doing selecting = doing(() -> selector.select()).blocked();
    pair.here().close();
    selector.wakeup();
    return selecting.outcome() + ", " + selector.keys().size();
  }

  private static Object interestChanged(Selector selector, Channels pair) throws Exception {
    Doing selecting = doing(() -> selector.select()).blocked();
    pair.here().keyFor(selector).interestOps(SelectionKey.OP_WRITE);
    selector.wakeup();
    return selecting.outcome() + ", then " + selector.select();
  }

  private static Object twoSelectors(Selector selector, Channels pair) throws Exception {
    try (Selector second = Selector.open()) {
      pair.here().register(second, SelectionKey.OP_READ);
      Doing one = doing(() -> selector.select()).blocked();
      Doing two = doing(() -> second.select()).blocked();
      send(pair);
      return one.outcome() + ", " + two.outcome();
    }
  }

  @SuppressWarnings("try") // the close is what the other end waits for
  private static Object pipe() throws Exception {
    Pipe pipe = Pipe.open();
    try (Selector selector = Selector.open();
        Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      source.configureBlocking(false);
      source.register(selector, SelectionKey.OP_READ);
      Doing selecting = doing(() -> selector.select()).blocked();
      sink.close();
      return selecting.outcome();
    }
  }

  private static Object actionOf(Selector selector, Channels pair) throws Exception {
    int[] called = new int[1];
    Doing selecting = doing(() -> selector.select(key -> called[0]++)).blocked();
    send(pair);
    return selecting.outcome() + ", " + called[0];
  }
}
