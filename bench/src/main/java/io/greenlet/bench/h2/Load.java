package io.greenlet.bench.h2;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients of a database, each with a connection and, here, a virtual thread of its own: each
 * inserts a row, finds its amount, sums up its own rows and deletes it, again and again.
 */
final class Load implements AutoCloseable {
  /** How many ask at once, the others in turn; H2 has no more than 255 transactions open. */
  private static final int ASKING = 200;

  private final Semaphore asking = new Semaphore(ASKING, true);
  private final LongAdder answered = new LongAdder();
  private final List<Connection> connections = new ArrayList<>();
  private final List<FutureTask<Void>> clients = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Connects, one after the other, and begins.
   *
   * @param port of the database
   * @param count how many clients
   */
  Load(int port, int count) throws SQLException {
    String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:load;DB_CLOSE_DELAY=-1";
    for (int i = 0; i < count; i++) {
      connections.add(DriverManager.getConnection(url, "sa", "sa"));
    }
    try (Statement statement = connections.getFirst().createStatement()) {
      statement.execute("create table load (client int primary key, amount bigint)");
    }
    for (int i = 0; i < count; i++) {
      int client = i;
      clients.add(
          new FutureTask<>(() -> {
            ask(client, connections.get(client));
            return null;
          }));
    }
    clients.forEach(Thread::startVirtualThread);
  }

  /** How many statements were answered until now. */
  long answered() {
    return answered.sum();
  }

  private void ask(int client, Connection connection) throws SQLException, InterruptedException {
    try (PreparedStatement insert = connection.prepareStatement("insert into load values (?, ?)");
        PreparedStatement find =
            connection.prepareStatement("select amount from load where client = ?");
        PreparedStatement sum =
            connection.prepareStatement("select sum(amount) from load where client = ?");
        PreparedStatement delete =
            connection.prepareStatement("delete from load where client = ?")) {
      for (PreparedStatement statement : List.of(insert, find, sum, delete)) {
        statement.setInt(1, client);
      }
      for (long amount = 0; !stopped; amount++) {
        asking.acquire();
        try {
          insert.setLong(2, amount);
          ensureAnswer(1, insert.executeUpdate());
          ensureAnswer(amount, number(find));
          ensureAnswer(amount, number(sum));
          ensureAnswer(1, delete.executeUpdate());
        } finally {
          asking.release();
        }
      }
    }
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  private void ensureAnswer(long expected, long answer) {
    if (answer != expected) {
      throw new IllegalStateException("The database answered " + answer + ", not " + expected);
    }
    answered.increment();
  }

  /**
   * Ends all clients.
   *
   * @throws IllegalStateException if one was answered wrongly or not at all
   */
  @Override
  public void close() throws SQLException {
    stopped = true;
    try {
      for (FutureTask<Void> client : clients) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A client has failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
