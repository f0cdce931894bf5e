package io.greenlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A carrier has stack enough to take deep stacks of interpreted frames off. */
class DeepStackOnHubTest {
  private static int descend(int frames) {
    if (frames == 0) {
      Greenlets.yieldNow();
      return 0;
    }
    return descend(frames - 1) + 1;
  }

  @Test
  void yieldNow_tenThousandFramesOnADedicatedHub_works() throws InterruptedException {
    try (Hub hub = Hub.start("deep")) {
      assertEquals(10_000, hub.spawn(() -> descend(10_000)).get());
    }
  }
}
