package io.greenlet.demos;

import static io.greenlet.Greenlets.joinAll;
import static io.greenlet.Greenlets.sleep;
import static io.greenlet.Greenlets.spawn;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.greenlet.net.StreamServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Program 17: the headers of three hosts at once, over plain sockets. In Python, with asyncio:
 *
 * <pre>{@code
 * async def wget(host):
 *     print('wget %s...' % host)
 *     connect = asyncio.open_connection(host, 80)
 *     reader, writer = await connect
 *     header = 'GET / HTTP/1.0\r\nHost: %s\r\n\r\n' % host
 *     writer.write(header.encode('utf-8'))
 *     await writer.drain()
 *     while True:
 *         line = await reader.readline()
 *         if line == b'\r\n':
 *             break
 *         print('%s header > %s' % (host, line.decode('utf-8').rstrip()))
 *     # Ignore the body, close the socket
 *     writer.close()
 *
 * tasks = [wget(host) for host in ['www.sina.com.cn', 'www.sohu.com', 'www.163.com']]
 * results = await asyncio.gather(*tasks)
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * wget www.sina.com.cn...
 * wget www.sohu.com...
 * wget www.163.com...
 * www.163.com header > HTTP/1.0 200 OK
 * www.sohu.com header > HTTP/1.0 200 OK
 * www.163.com header > Server: local
 * www.sina.com.cn header > HTTP/1.0 200 OK
 * www.sohu.com header > Server: local
 * www.sina.com.cn header > Server: local
 * Cost time: ?
 * }</pre>
 *
 * <p>Servers on the same hub stand in for the hosts, and pause for 5, 3 and 2 tenths of a second
 * before each line; the whole takes what the slowest takes. The argument is the length of a second
 * in milliseconds.
 */
final class Wget {
  static void wget(String host, InetSocketAddress address) throws IOException {
    System.out.println("wget " + host + "...");
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      String header = "GET / HTTP/1.0\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(header.getBytes(UTF_8));
      var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
        System.out.println(host + " header > " + line);
      }
    }
  }

  static InetSocketAddress host(Duration pause) throws IOException {
    var server =
        new StreamServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            socket -> {
              for (String line : new String[] {"HTTP/1.0 200 OK", "Server: local", ""}) {
                sleep(pause);
                socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
              }
            });
    return server.start().address();
  }

  public static void main(String[] args) throws Exception {
    long tenth = (args.length > 0 ? Long.parseLong(args[0]) : 1000) / 10;
    var sina = host(Duration.ofMillis(5 * tenth));
    var sohu = host(Duration.ofMillis(3 * tenth));
    var netease = host(Duration.ofMillis(2 * tenth));

    long start = System.nanoTime();
    joinAll(
        spawn(() -> wget("www.sina.com.cn", sina)),
        spawn(() -> wget("www.sohu.com", sohu)),
        spawn(() -> wget("www.163.com", netease)));
    System.out.println("Cost time: " + (System.nanoTime() - start) / 1e9);
  }
}
