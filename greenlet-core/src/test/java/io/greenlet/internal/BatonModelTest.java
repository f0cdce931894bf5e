package io.greenlet.internal;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.greenlet.internal.BatonModel.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules by which the baton is taken and given back, in every interleaving. */
class BatonModelTest {
  @Test
  void explore_asItIs_neverTwoAtOnceAndNothingIsLost() {
    Interleavings.Result result = BatonModel.explore();

    assertNull(result.violation());
    assertNull(result.deadEnd());
    assertTrue(result.states() > 1_000, result::toString);
  }

  /** The control: each rule is needed. */
  @ParameterizedTest
  @EnumSource(
      value = Flaw.class,
      names = {
        "NO_DOUBT",
        "DOUBT_NOT_LOOKED_AT",
        "DOUBT_NOT_ENDED",
        "LEAVE_UNCHECKED",
        "HOLDER_FIRST"
      })
  void explore_flaw_twoRunAtOnce(Flaw flaw) {
    assertNotNull(BatonModel.explore(flaw).violation());
  }

  @ParameterizedTest
  @EnumSource(
      value = Flaw.class,
      names = {"GRANTED_FIRST", "NOT_ASKED"})
  void explore_flaw_oneWaitsForEver(Flaw flaw) {
    Interleavings.Result result = BatonModel.explore(flaw);

    assertNull(result.violation());
    assertNotNull(result.deadEnd());
  }
}
