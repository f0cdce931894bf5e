package io.greenlet.patch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Clients of a database: each inserts rows and asks for the sum of its own. */
final class JdbcClients implements RegistryClients {
  private static final int ROWS = 5;

  static {
    // For one of the drivers, which else gives up while all connect at once to a busy machine.
    System.setProperty("h2.socketConnectTimeout", "40000");
  }

  private final String url;
  private final Map<Integer, Connection> connections = new ConcurrentHashMap<>();

  JdbcClients(String url) throws SQLException {
    this.url = url;
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table sums (client int, amount int)");
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "sa", "sa");
  }

  @Override
  public String talk(int client, int of) throws SQLException {
    Connection connection = connections.get(client);
    if (connection == null) {
      connection = connect();
      connections.put(client, connection);
    }
    String insert = "insert into sums values (?, ?)";
    try (PreparedStatement row = connection.prepareStatement(insert)) {
      for (int i = 1; i <= ROWS; i++) {
        row.setInt(1, client);
        row.setInt(2, client * i);
        row.executeUpdate();
      }
    }
    return sums(connection, "where client = " + client);
  }

  private static String sums(Connection connection, String which) throws SQLException {
    String query = "select count(*), sum(amount) from sums " + which;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getInt(1) + " rows " + which + ", sum " + result.getLong(2);
    }
  }

  @Override
  public String conclude() throws SQLException {
    try (Connection connection = connect()) {
      return sums(connection, "");
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections.values()) {
      connection.close();
    }
  }
}
