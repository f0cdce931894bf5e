package io.greenlet.patch;

import java.sql.SQLException;

/**
 * Ordinary clients of a server, on threads of the test's own JVM, where there is no agent.
 *
 * <p>Each has a connection of its own, made with its first use and kept until all are closed.
 */
interface RegistryClients extends AutoCloseable {
  /**
   * What one client asks the server, and gets; called by a thread per client.
   *
   * @param client which, from 0
   * @param of how many do so at once
   * @return the answer, the same in each run of the server
   */
  String talk(int client, int of) throws Exception;

  /** What is asked in the end, by one client. */
  default String conclude() throws Exception {
    return "";
  }

  @Override
  void close() throws SQLException;
}
