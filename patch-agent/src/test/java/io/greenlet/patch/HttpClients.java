package io.greenlet.patch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Clients of a web server that meet in it: none is answered before all have asked. */
final class HttpClients implements RegistryClients {
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  HttpClients(int port) {
    this.port = port;
  }

  @Override
  public String talk(int client, int of) throws IOException, InterruptedException {
    return get("/meet?of=" + of + "&client=" + client);
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    return path + " -> " + answer.statusCode() + " " + answer.body();
  }

  @Override
  public String conclude() throws IOException, InterruptedException {
    return get("/total");
  }

  /** Asks the program to end by itself. */
  static void stop(int port) throws InterruptedException {
    try (HttpClients clients = new HttpClients(port)) {
      clients.get("/stop");
    } catch (IOException e) {
      // It may end before it has answered; whether it ends is seen elsewhere.
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
