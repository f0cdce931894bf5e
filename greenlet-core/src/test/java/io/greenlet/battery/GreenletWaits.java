package io.greenlet.battery;

import io.greenlet.Greenlet;
import io.greenlet.GreenletExit;
import io.greenlet.Greenlets;
import io.greenlet.Hub;
import io.greenlet.generator.Generator;
import io.greenlet.sync.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The waits of our own: greenlets, hubs, events, generators. */
@SuppressWarnings("try") // that close() may be interrupted is for the one who closes
final class GreenletWaits {
  private static final Duration DAY = Duration.ofDays(1);

  private GreenletWaits() {}

  static List<Operation<?>> table() {
    return List.of(
        Operation.of("Greenlets.sleep", Object::new)
            .blocks(o -> Greenlets.sleep(DAY))
            .wokenWith((o, waiting) -> waiting.interrupt())
            .limitedAct("returns", (o, limit) -> Greenlets.sleep(limit))
            .byHubTimers()
            .but(
                Property.FOREIGN_WAKE,
                "throws InterruptedException",
                "nothing but its time, an interrupt or a kill ends a sleep"),
        target("Greenlet.join")
            .blocks(target -> target.greenlet().join())
            .limited("returns false", (target, limit) -> target.greenlet().join(limit)),
        target("Greenlet.get")
            .blocks(target -> target.greenlet().get())
            .limited("throws TimeoutException", (target, l) -> target.greenlet().get(l)),
        target("Greenlet.kill of one that refuses")
            .blocks(target -> target.greenlet().kill(refused()))
            .limited("returns false", (target, l) -> target.greenlet().kill(refused(), l)),
        target("Greenlets.joinAll")
            .blocks(target -> Greenlets.joinAll(target.greenlet()))
            .limited("returns false", (target, limit) -> Greenlets.joinAll(target.alone(), limit)),
        target("Greenlets.gather")
            .blocks(target -> Greenlets.gather(target.alone()))
            .unlimited("withTimeout gives it one"),
        target("Greenlets.waitFor")
            .blocks(target -> Greenlets.waitFor(target.alone(), 1, null))
            .limited("returns []", (target, l) -> Greenlets.waitFor(target.alone(), 1, l)),
        target("Greenlets.asCompleted")
            .blocks(target -> Greenlets.asCompleted(target.alone()).iterator().next())
            .unlimited("withTimeout gives it one")
            .but(
                Property.INTERRUPT,
                "throws IllegalStateException, interrupted",
                "an iterator cannot throw an InterruptedException"),
        target("Greenlets.killAll of one that refuses")
            .blocks(target -> Greenlets.killAll(target.alone()))
            .unlimited("withTimeout gives it one"),
        Operation.of("Greenlets.await", CompletableFuture<String>::new)
            .blocks(Greenlets::await)
            .woken(future -> future.complete("it"))
            .limited("throws TimeoutException", Greenlets::await)
            .byHubTimers(),
        Operation.of("Greenlets.withTimeout", () -> new CountDownLatch(1))
            .blocks(latch -> Greenlets.withTimeout(DAY, () -> opened(latch)))
            .woken(CountDownLatch::countDown)
            .limited(
                "throws TimeoutException",
                (latch, limit) -> Greenlets.withTimeout(limit, () -> opened(latch)))
            .byHubTimers(),
        Operation.of("Hub.run", () -> new CountDownLatch(1))
            .blocks(latch -> Hub.run(() -> opened(latch)))
            .woken(CountDownLatch::countDown)
            .unlimited("withTimeout gives it one")
            .cleanedUp(CountDownLatch::countDown),
        Operation.of("Hub.close of another", OtherHub::start)
            .blocks(other -> other.hub().close())
            .woken(OtherHub::let)
            .unlimited("withTimeout gives it one")
            .but(
                Property.INTERRUPT,
                "returns, interrupted",
                "kills what runs there and waits for its end, as an executor does"),
        Operation.of("Event.await", Event::new)
            .blocks(Event::await)
            .woken(Event::set)
            .limited("returns false", Event::await)
            .byHubTimers(),
        Operation.of("Generator.next, its body waits", () -> new CountDownLatch(1))
            .blocks(latch -> Generator.of(y -> y.yield(opened(latch))).next())
            .woken(CountDownLatch::countDown)
            .limited(
                "throws TimeoutException",
                (latch, limit) ->
                    Greenlets.withTimeout(
                        limit, () -> Generator.of(y -> y.yield(opened(latch))).next()))
            .byHubTimers()
            .but(
                Property.INTERRUPT,
                "returns, interrupted, when woken",
                "who asks is switched out, and only a switch, a kill or a limit ends that"));
  }

  private static boolean opened(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return true;
  }

  /** One that a body which swallows everything does not obey. */
  private static GreenletExit refused() {
    return new GreenletExit("which is refused");
  }

  private static Operation<Target> target(String name) {
    return Operation.of(name, Target::spawn).woken(Target::let).byHubTimers();
  }

  /** A greenlet that ends when it is let, and no other way. */
  private record Target(Greenlet<String> greenlet, CountDownLatch latch) implements AutoCloseable {
    static Target spawn() {
      CountDownLatch latch = new CountDownLatch(1);
      Greenlet<String> greenlet =
          Greenlets.spawn(() -> {
            while (latch.getCount() > 0) {
              try {
                latch.await();
              } catch (InterruptedException | GreenletExit refused) {
                Thread.interrupted();
              }
            }
            return "done";
          });
      Greenlets.yieldNow(); // One that has not begun cannot refuse to be killed.
      return new Target(greenlet, latch);
    }

    List<Greenlet<String>> alone() {
      return List.of(greenlet);
    }

    void let() {
      latch.countDown();
    }

    @Override
    public void close() throws InterruptedException {
      let();
      greenlet.join();
    }
  }

  /** Another hub with a greenlet on it. */
  private record OtherHub(Hub hub, CountDownLatch latch) implements AutoCloseable {
    static OtherHub start() {
      CountDownLatch latch = new CountDownLatch(1);
      Hub hub = Hub.start("other");
      hub.spawn(() -> opened(latch));
      return new OtherHub(hub, latch);
    }

    void let() {
      latch.countDown();
    }

    @Override
    public void close() {
      let();
      hub.close();
    }
  }
}
