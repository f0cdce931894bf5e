package io.greenlet.bench.h2;

import java.sql.SQLException;
import org.h2.tools.Server;

/** The database server; its command line lacks the option for virtual threads, its API has it. */
final class H2Server {
  private H2Server() {}

  /**
   * Serves until the process is ended.
   *
   * @param args options of {@link Server#createTcpServer}
   */
  public static void main(String[] args) throws SQLException {
    Server.createTcpServer(args).start();
  }
}
