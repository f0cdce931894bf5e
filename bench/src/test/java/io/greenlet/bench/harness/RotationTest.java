package io.greenlet.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationTest {
  @Test
  void turn_eachTime_beginsWithTheNextVariant() throws IOException, InterruptedException {
    Rotation<String, Integer> rotation = new Rotation<>(List.of("a", "b", "c"));
    List<String> measured = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rotation.turn(variant -> {
        measured.add(variant);
        return measured.size();
      });
    }

    assertEquals(List.of("a", "b", "c", "b", "c", "a", "c", "a", "b"), measured);
    assertEquals(
        Map.of("a", List.of(1, 6, 8), "b", List.of(2, 4, 9), "c", List.of(3, 5, 7)),
        rotation.results());
  }
}
