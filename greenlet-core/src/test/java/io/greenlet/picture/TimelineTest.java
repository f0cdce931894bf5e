package io.greenlet.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.greenlet.FreshHub;
import io.greenlet.Hub;
import io.greenlet.picture.Timeline.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The picture of the README is that of the run. {@code ./mvnw test -pl greenlet-core
 * -Dtest=TimelineTest -Dwrite.docs} draws it anew.
 */
@ExtendWith(FreshHub.class)
final class TimelineTest {
  private static final Path PICTURE = Path.of("..", "docs", "eat-play.svg");

  private static String picture(int playSeconds) throws InterruptedException {
    Recording switched = EatAndPlay.switched();
    Hub.current().close();
    Recording spawned = EatAndPlay.spawned(2, playSeconds);
    return Timeline.draw(
        "Eat and play, switched by hand and spawned: who runs when on the one thread",
        new Part("Switched by hand: eat.switchTo(\"egon\")", switched),
        new Part("Spawned: joinAll(eat, play)", spawned));
  }

  @Test
  void picture_drawnAnew_isTheOneInTheDocs() throws Exception {
    String picture = picture(1);
    if (System.getProperty("write.docs") != null) {
      Files.writeString(PICTURE, picture);
    }

    assertEquals(Files.readString(PICTURE), picture, "see the comment on this class");
  }

  @Test
  void picture_ofAnotherRun_isAnother() throws Exception {
    String picture = picture(1);
    Hub.current().close();

    assertNotEquals(picture, picture(3));
  }

  @Test
  void switched_run_goesToAndFroWithoutAPause() {
    Recording recording = EatAndPlay.switched();

    assertEquals(
        List.of("egon eat 1", "egon play 1", "egon eat 2", "egon play 2"),
        recording.stretches().stream().map(stretch -> stretch.label()).toList());
    assertEquals(
        List.of("main>eat", "eat>play", "play>eat", "eat>play", "play>main"),
        recording.switches().stream().map(change -> change.from() + ">" + change.to()).toList());
    assertEquals(Recording.LINE.multipliedBy(4), recording.length());
  }

  @Test
  void spawned_run_takesTheLongerSleepAndTheLinesAroundIt() throws InterruptedException {
    Recording recording = EatAndPlay.spawned(2, 1);

    assertEquals(
        List.of("egon eat 1", "egon play 1", "sleep 1 s", "egon play 2", "sleep 2 s", "egon eat 2"),
        recording.stretches().stream().map(stretch -> stretch.label()).toList());
    assertEquals(List.of(), recording.switches());
    assertEquals(Duration.ofSeconds(2).plus(Recording.LINE.multipliedBy(2)), recording.length());
  }
}
