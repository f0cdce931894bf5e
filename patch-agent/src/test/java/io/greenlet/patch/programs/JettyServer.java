package io.greenlet.patch.programs;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A web server that selects, and handles requests in a pool, of the artifact jetty-server. */
public final class JettyServer extends Handler.Abstract {
  private final Meeting meeting = new Meeting();

  private JettyServer() {}

  /** Argument: the port. */
  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(args[0]));
    server.addConnector(connector);
    server.setHandler(new JettyServer());
    server.setStopAtShutdown(true);
    server.start();
    System.out.println("port " + connector.getLocalPort());
    server.join();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    String answer = meeting.answer(path, request.getHttpURI().getQuery());
    Content.Sink.write(response, true, answer, callback);
    return true;
  }
}
