package io.greenlet.bench.stuck;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Resolves names of its own as slowly as a FIFO says, which is in the name; others as ever. */
public final class SlowResolver extends InetAddressResolverProvider {
  private static final String DOMAIN = ".slow.invalid";

  /** Made by the JDK. */
  public SlowResolver() {}

  /** A name that it resolves when somebody writes to the FIFO. */
  static String name(Path fifo, long unique) {
    byte[] path = fifo.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(path) + "." + unique + DOMAIN;
  }

  /** Makes a folder fit for the class path, for the JDK to find this there. */
  static void announce(Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(InetAddressResolverProvider.class.getName()),
        SlowResolver.class.getName());
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver builtIn = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        return host.endsWith(DOMAIN) ? slowly(host) : builtIn.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return builtIn.lookupByAddress(address);
      }
    };
  }

  private static Stream<InetAddress> slowly(String host) throws UnknownHostException {
    String fifo =
        new String(
            HexFormat.of().parseHex(host.substring(0, host.indexOf('.'))), StandardCharsets.UTF_8);
    try (FileInputStream in = new FileInputStream(fifo)) {
      return Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, (byte) in.read()}));
    } catch (IOException e) {
      UnknownHostException unknown = new UnknownHostException(host);
      unknown.initCause(e);
      throw unknown;
    }
  }

  @Override
  public String name() {
    return "slow";
  }
}
