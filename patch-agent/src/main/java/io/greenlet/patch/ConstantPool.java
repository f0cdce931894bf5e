package io.greenlet.patch;

import java.nio.charset.StandardCharsets;

/**
 * Finds texts in the constant pool of a class file, without reading the rest: every class that is
 * loaded comes by here, and most have none.
 *
 * <p>A class file that is not one makes it throw an {@link IndexOutOfBoundsException} or an {@link
 * IllegalArgumentException}.
 */
final class ConstantPool {
  private static final int COUNT = 8;
  private static final int FIRST = 10;

  // Tags of constants, in the JVM's numbers.
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  /** The bytes that the constant of each tag takes, the tag included; 0 where there is none. */
  private static final byte[] SIZES = {
    0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  private ConstantPool() {}

  /** A text of ASCII as class files have it. */
  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether one of the texts is a constant of its own. */
  static boolean mentions(byte[] classFile, byte[][] texts) {
    int count = unsigned(classFile, COUNT);
    int at = FIRST;
    for (int i = 1; i < count; i++) {
      int tag = classFile[at];
      if (tag == UTF8) {
        int length = unsigned(classFile, at + 1);
        at += SIZES[UTF8];
        if (isOneOf(classFile, at, length, texts)) {
          return true;
        }
        at += length;
      } else {
        at += size(tag);
        if (tag == LONG || tag == DOUBLE) {
          i++;
        }
      }
    }
    return false;
  }

  private static int size(int tag) {
    int size = tag > 0 && tag < SIZES.length ? SIZES[tag] : 0;
    if (size == 0) {
      throw new IllegalArgumentException("no constant has the tag " + tag);
    }
    return size;
  }

  private static int unsigned(byte[] classFile, int at) {
    return (classFile[at] & 0xff) << 8 | (classFile[at + 1] & 0xff);
  }

  private static boolean isOneOf(byte[] classFile, int start, int length, byte[][] texts) {
    for (byte[] text : texts) {
      // The last letter, and most texts of the same length are out.
      if (text.length == length
          && classFile[start + length - 1] == text[length - 1]
          && matches(classFile, start, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] classFile, int start, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (classFile[start + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
