package io.greenlet.battery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The table. To add an operation is one entry in one of its parts. */
final class Operations {
  private Operations() {}

  static List<Operation<?>> table(Mode mode) {
    List<Operation<?>> table = new ArrayList<>();
    table.addAll(LockWaits.table());
    table.addAll(QueueWaits.table());
    table.addAll(TaskWaits.table());
    table.addAll(FileWaits.table());
    table.addAll(SocketWaits.table());
    table.addAll(ChannelWaits.table());
    if (mode != Mode.PLAIN) {
      GreenletWaits.table().forEach(operation -> table.add(operation.ours()));
      ToolkitWaits.table().forEach(operation -> table.add(operation.ours()));
    }
    return table;
  }

  /** Holds up its hub until it is ended; the battery has to tell. */
  static Operation<?> busyWait() {
    return Operation.of("busy wait", () -> new CountDownLatch(1))
        .blocks(latch -> {
          while (latch.getCount() > 0) {
            Thread.onSpinWait();
          }
        })
        .woken(CountDownLatch::countDown)
        .unlimited("there is none")
        .but(Property.OTHERS_RUN, "others wait", "it is the control");
  }

  /** Goes on waiting whatever is thrown into it; the battery has to tell. */
  static Operation<?> swallower() {
    return Operation.of("swallower", () -> new CountDownLatch(1))
        .blocks(latch -> {
          while (latch.getCount() > 0) {
            try {
              latch.await();
            } catch (Throwable swallowed) {
              Thread.interrupted();
            }
          }
        })
        .woken(CountDownLatch::countDown)
        .unlimited("there is none")
        .but(Property.KILL, "when woken", "it is the control")
        .but(Property.INTERRUPT, "returns, when woken", "it is the control");
  }
}
