package io.greenlet.patch.programs;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Many threads ask a web server at once, by the blocking client of the artifact httpclient5. */
public final class HttpClientRuns {
  private final CloseableHttpClient client;
  private final String port;

  private HttpClientRuns(CloseableHttpClient client, String port) {
    this.client = client;
    this.port = port;
  }

  /** Arguments: the port, and how many threads at once, for each run. */
  public static void main(String[] args) throws Exception {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(1000)
            .setMaxConnTotal(1000);
    try (CloseableHttpClient client =
        HttpClients.custom().setConnectionManager(connections.build()).build()) {
      System.out.println("ready");
      HttpClientRuns runs = new HttpClientRuns(client, args[0]);
      for (String threads : Arrays.asList(args).subList(1, args.length)) {
        Crowd.of(Integer.parseInt(threads), runs::ask).forEach(System.out::println);
      }
    }
  }

  private String ask(int thread, int of) throws IOException {
    String path = "/meet?of=" + of + "&client=" + thread;
    HttpGet get = new HttpGet("http://127.0.0.1:" + port + path);
    return client.execute(
        get, answer -> answer.getCode() + " " + EntityUtils.toString(answer.getEntity()));
  }
}
