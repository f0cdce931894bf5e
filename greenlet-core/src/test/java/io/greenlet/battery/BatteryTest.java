package io.greenlet.battery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.greenlet.FreshHub;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation that blocks, in spawned greenlets. */
@ExtendWith(FreshHub.class)
final class BatteryTest {

  static List<Operation<?>> operations() {
    return Operations.table(Mode.LIBRARY);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_oneIsInIt_othersRunAndWakeIt(Operation<?> operation) throws Exception {
    assertFinding(operation, Property.OTHERS_RUN, GreenletStage.inRealTime());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_limited_endsOnTime(Operation<?> operation) throws Exception {
    assertFinding(operation, Property.TIMEOUT, GreenletStage.inVirtualTime());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_killed_endsByIt(Operation<?> operation) throws Exception {
    assertFinding(operation, Property.KILL, GreenletStage.inRealTime());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_interrupted_endsByIt(Operation<?> operation) throws Exception {
    assertFinding(operation, Property.INTERRUPT, GreenletStage.inRealTime());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_wokenByAForeignThread_goesOn(Operation<?> operation) throws Exception {
    assertFinding(operation, Property.FOREIGN_WAKE, GreenletStage.inRealTime());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_ended_leavesNothing(Operation<?> operation) throws Exception {
    assertFinding(operation, Property.NOTHING_REMAINS, GreenletStage.inRealTime());
  }

  @Test
  void control_holdsUpItsHub_isTold() throws Exception {
    assertEquals("others wait", find(Operations.busyWait(), Property.OTHERS_RUN));
  }

  @Test
  void control_swallowsKills_isTold() throws Exception {
    assertEquals("when woken", find(Operations.swallower(), Property.KILL));
  }

  private static String find(Operation<?> operation, Property property) throws Exception {
    return new Checks(GreenletStage.inRealTime()).find(operation, property);
  }

  private static void assertFinding(Operation<?> operation, Property property, Stage stage)
      throws Exception {
    assertEquals(
        operation.expected(Mode.LIBRARY, property),
        new Checks(stage).find(operation, property),
        () -> operation + ", " + property + ", " + operation.reason(Mode.LIBRARY, property));
  }
}
