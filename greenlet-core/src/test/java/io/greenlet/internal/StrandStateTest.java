package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.FreshHub;
import io.greenlet.GreenletExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks each arrow of the table above {@link Strand.State}. */
@ExtendWith(FreshHub.class)
class StrandStateTest {
  @ParameterizedTest
  @EnumSource
  void state_onEachWay_goesAlongItsArrow(StateWay way) {
    StateWay.Walk walk = new StateWay.Walk();

    way.walk(walk);

    assertEquals(List.of(way.from, way.to), walk.seen);
    walk.main.loop().strands().forEach(s -> s.kill(new GreenletExit()));
  }

  // -- the table is what is walked

  private static Path source() {
    return Path.of(
        System.getProperty("basedir", "."), "src/main/java/io/greenlet/internal/Strand.java");
  }

  static boolean isSourceThere() {
    return Files.exists(source());
  }

  @Test
  @EnabledIf("isSourceThere")
  void table_inTheSource_hasTheArrowsThatAreWalked() throws IOException {
    Set<String> drawn = new TreeSet<>();
    Matcher arrow =
        Pattern.compile("\\* +([A-Z_]+) -&gt; ([A-Z_]+) ").matcher(Files.readString(source()));
    while (arrow.find()) {
      drawn.add(arrow.group(1) + " -> " + arrow.group(2));
    }
    Set<String> walked = new TreeSet<>();
    for (StateWay way : StateWay.values()) {
      walked.add(way.arrow());
    }

    assertEquals(drawn, walked);
  }
}
