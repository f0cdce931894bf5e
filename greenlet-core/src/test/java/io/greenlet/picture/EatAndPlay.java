package io.greenlet.picture;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.spawn;

import io.greenlet.Greenlet;

/** The two programs of the README, run to be recorded. */
final class EatAndPlay {
  private final Recording recording = new Recording();
  private Greenlet<?> eat;
  private Greenlet<?> play;

  private EatAndPlay() {}

  /** The one that switches by hand. */
  static Recording switched() {
    return new EatAndPlay().runSwitched();
  }

  /** The one that spawns and sleeps, for so many seconds each. */
  static Recording spawned(int eatSeconds, int playSeconds) throws InterruptedException {
    return new EatAndPlay().runSpawned(eatSeconds, playSeconds);
  }

  private Recording runSwitched() {
    eat =
        recording.name(
            "eat",
            Greenlet.of(name -> {
              recording.print(name + " eat 1");
              recording.switchTo(play, "egon");
              recording.print(name + " eat 2");
              recording.switchTo(play, null);
              return null;
            }));
    play =
        recording.name(
            "play",
            Greenlet.of(name -> {
              recording.print(name + " play 1");
              recording.switchTo(eat, null);
              recording.print(name + " play 2");
              return null;
            }));
    recording.switchTo(eat, "egon");
    return recording.stop();
  }

  private Recording runSpawned(int eatSeconds, int playSeconds) throws InterruptedException {
    eat =
        recording.name(
            "eat",
            spawn(() -> {
              recording.print("egon eat 1");
              recording.sleep(eatSeconds);
              recording.print("egon eat 2");
            }));
    play =
        recording.name(
            "play",
            spawn(() -> {
              recording.print("egon play 1");
              recording.sleep(playSeconds);
              recording.print("egon play 2");
            }));
    joinAll(eat, play);
    return recording.stop();
  }
}
