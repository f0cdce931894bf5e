package io.greenlet.patch.programs;

import fi.iki.elonen.NanoHTTPD;

/** A web server with a thread for each connection, of the artifact nanohttpd. */
public final class NanoServer extends NanoHTTPD {
  private static final Meeting MEETING = new Meeting();

  private NanoServer(int port) {
    super("127.0.0.1", port);
  }

  /** Argument: the port. */
  public static void main(String[] args) throws Exception {
    NanoServer server = new NanoServer(Integer.parseInt(args[0]));
    server.start(SOCKET_READ_TIMEOUT, false);
    System.out.println("port " + server.getListeningPort());
    MEETING.awaitStop();
    server.stop();
    System.out.println("stopped");
  }

  @Override
  public Response serve(IHTTPSession session) {
    try {
      String answer = MEETING.answer(session.getUri(), session.getQueryParameterString());
      return newFixedLengthResponse(answer);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
