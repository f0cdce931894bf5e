package io.greenlet.demos.ordinary;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fills a table of a database: each worker has a thread and a connection of its own, and inserts in
 * batches, a transaction for each.
 */
public final class JdbcBatch {
  private final String url;
  private final int batches;
  private final int rows;

  private JdbcBatch(String url, int batches, int rows) {
    this.url = url;
    this.batches = batches;
    this.rows = rows;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "sa", "sa");
  }

  /** Whether the database has in the end what the worker has inserted. */
  private boolean work(int worker) throws SQLException {
    try (Connection connection = connect();
        var insert = connection.prepareStatement("insert into amounts values (?, ?)")) {
      connection.setAutoCommit(false);
      int inserted = 0;
      long sum = 0;
      for (int batch = 0; batch < batches; batch++) {
        for (int row = 0; row < rows; row++) {
          int amount = worker + batch * rows + row;
          insert.setInt(1, worker);
          insert.setInt(2, amount);
          insert.addBatch();
          inserted++;
          sum += amount;
        }
        insert.executeBatch();
        connection.commit();
      }
      return inserted == number(connection, "count(*)", worker)
          && sum == number(connection, "sum(amount)", worker);
    }
  }

  private static long number(Connection connection, String what, int worker) throws SQLException {
    String query = "select " + what + " from amounts where worker = " + worker;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private void createTable() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists amounts");
      statement.execute("create table amounts (worker int, amount int)");
      statement.execute("create index by_worker on amounts (worker)");
    }
  }

  /**
   * Fills the table, and says how many workers found there what they have inserted.
   *
   * @param args the JDBC URL, how many workers, how many batches of each, how many rows in one
   * @throws Exception if the database refuses
   */
  public static void main(String[] args) throws Exception {
    int workers = Integer.parseInt(args[1]);
    var batch = new JdbcBatch(args[0], Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    long start = System.nanoTime();
    batch.createTable();
    int good = 0;
    try (var threads = Executors.newFixedThreadPool(workers)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int worker = i;
        tasks.add(() -> batch.work(worker));
      }
      for (Future<Boolean> result : threads.invokeAll(tasks)) {
        good += result.get() ? 1 : 0;
      }
    }
    int inserted = workers * batch.batches * batch.rows;
    System.out.println(
        "Inserted " + inserted + " rows in " + workers * batch.batches + " batches.");
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);
    System.out.println("Good workers: " + good + " of " + workers);
  }
}
