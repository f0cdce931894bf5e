package io.greenlet.demos;

import io.greenlet.demos.ordinary.JdbcBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An ordinary batch job, {@link JdbcBatch}, and the database H2 in another process; the job runs
 * without the agent and with it.
 *
 * <p>It prints:
 *
 * <pre>{@code
 * 1/2: ? workers, plain, a connection each ...
 * 2/2: ? workers, patched, a connection each ...
 *
 * run                         workers  seconds     x plain  OS threads  peak memory  all good?
 * plain, a connection each        100 ? yes
 * patched, a connection each      100 ? yes
 *
 * Inserted ? rows in ? batches.
 * Processor time: ? instead of ?.
 * Under the agent the same program, unchanged, took ? x the time?.
 * }</pre>
 *
 * <p>Arguments: how many workers (100), how many batches each inserts (20), and how many rows each
 * batch has (50).
 */
final class JdbcBatchDemo {
  /** All workers connect at once, and else the driver gives up on a busy machine. */
  private static final String PATIENT = "-Dh2.socketConnectTimeout=40000";

  public static void main(String[] args) throws InterruptedException {
    int workers = Demo.number(args, 0, 100);
    int batches = Demo.number(args, 1, 20);
    int rows = Demo.number(args, 2, 50);
    Demo.main(() -> run(workers, batches, rows));
  }

  private static boolean run(int workers, int batches, int rows)
      throws IOException, InterruptedException {
    try (ChildJvm database =
        ChildJvm.start(List.of(), "org.h2.tools.Server", "-tcp", "-tcpPort", "0", "-ifNotExists")) {
      String server = Demo.address(database);
      String url = "jdbc:h2:" + server + "/mem:demo;DB_CLOSE_DELAY=-1";
      return new Comparison("a connection each", "workers", workers)
          .run(measurement -> {
            List<String> options = new ArrayList<>(measurement.jvmOptions());
            options.add(PATIENT);
            try (ChildJvm batch =
                ChildJvm.start(options, JdbcBatch.class, url, workers, batches, rows)) {
              return measurement.of(batch, batch, database);
            }
          });
    }
  }
}
