package io.greenlet.patch.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A library of native code for Linux, put together without a compiler: a few symbols and their
 * machine code, in the least of an ELF file that a loader takes.
 *
 * <p>The first page has all that is only read; the second has the table of the loader, which some
 * write to.
 */
final class SharedObject {
  private static final int PAGE = 0x1000;
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int SYMBOL = 24;

  // Of program headers.
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int STACK = 0x6474e551;
  private static final int EXECUTE = 1;
  private static final int WRITE = 2;
  private static final int READ = 4;

  private final Map<String, byte[]> functions = new LinkedHashMap<>();

  /** Whether this machine runs what {@link #add} is given. */
  static boolean isSupported() {
    return System.getProperty("os.name").equals("Linux") && machine() != 0;
  }

  private static int machine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> 62;
      case "aarch64" -> 183;
      default -> 0;
    };
  }

  /** Adds a function, given its code for the two kinds of processor as hexadecimal digits. */
  SharedObject add(String symbol, String amd64, String aarch64) {
    String code = machine() == 62 ? amd64 : aarch64;
    functions.put(symbol, HexFormat.of().parseHex(code.replace(" ", "")));
    return this;
  }

  void write(Path file) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(2 * PAGE).order(ByteOrder.LITTLE_ENDIAN);
    int headers = HEADER + 4 * PROGRAM_HEADER;
    int hash = headers;
    int symbols = hash + 4 * (2 + 1 + 1 + functions.size()) + 7 & -8;
    int names = symbols + SYMBOL * (1 + functions.size());
    int code = names + namesLength() + 15 & -16;
    header(out);
    programHeader(out, LOAD, READ | EXECUTE, 0, PAGE);
    programHeader(out, LOAD, READ | WRITE, PAGE, PAGE);
    programHeader(out, DYNAMIC, READ | WRITE, PAGE, 6 * 16);
    programHeader(out, STACK, READ | WRITE, 0, 0);
    hash(out.position(hash));
    int name = 1;
    int at = code;
    out.position(symbols + SYMBOL);
    for (Map.Entry<String, byte[]> function : functions.entrySet()) {
      out.position(symbol(out, name, at, function.getValue().length));
      byte[] text = function.getKey().getBytes(StandardCharsets.US_ASCII);
      out.put(names + name, text).put(at, function.getValue());
      name += text.length + 1;
      at += function.getValue().length + 15 & -16;
    }
    dynamic(out.position(PAGE), hash, symbols, names);
    Files.write(file, out.array());
  }

  private int namesLength() {
    return functions.keySet().stream().mapToInt(name -> name.length() + 1).sum() + 1;
  }

  /** A library for this machine, with program headers and no sections. */
  private static void header(ByteBuffer out) {
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    out.putShort((short) 3).putShort((short) machine()).putInt(1);
    out.putLong(0).putLong(HEADER).putLong(0).putInt(0);
    out.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 4);
    out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
  }

  private static void programHeader(ByteBuffer out, int type, int flags, long at, long size) {
    out.putInt(type).putInt(flags).putLong(at).putLong(at).putLong(at);
    out.putLong(size).putLong(size).putLong(type == LOAD ? PAGE : 16);
  }

  /** One bucket, in which all symbols follow each other. */
  private void hash(ByteBuffer out) {
    int count = functions.size();
    out.putInt(1).putInt(1 + count).putInt(count == 0 ? 0 : 1).putInt(0);
    for (int i = 1; i <= count; i++) {
      out.putInt(i == count ? 0 : i + 1);
    }
  }

  /** A global function, of the first section there would be; answers where the next one is. */
  private static int symbol(ByteBuffer out, int name, int at, int length) {
    out.putInt(name).put((byte) 0x12).put((byte) 0).putShort((short) 1);
    return out.putLong(at).putLong(length).position();
  }

  private void dynamic(ByteBuffer out, int hash, int symbols, int names) {
    out.putLong(4).putLong(hash).putLong(5).putLong(names).putLong(6).putLong(symbols);
    out.putLong(10).putLong(namesLength()).putLong(11).putLong(SYMBOL).putLong(0).putLong(0);
  }
}
