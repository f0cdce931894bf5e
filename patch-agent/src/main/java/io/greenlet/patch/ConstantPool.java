package io.greenlet.patch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The constants of a class file. Every class that is loaded is asked whether it {@link #mentions} a
 * text, for which only the constants are read; few are read in full.
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
  private static final int CLASS = 7;
  private static final int METHOD = 10;

  /** The bytes that the constant of each tag takes, the tag included; 0 where there is none. */
  private static final byte[] SIZES = {
    0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  private final byte[] classFile;

  /** Where each constant begins, by its number; 0 for none. */
  private final int[] starts;

  private final int end;

  /** Reads where the constants are. */
  ConstantPool(byte[] classFile) {
    this.classFile = classFile;
    this.starts = new int[unsigned(classFile, COUNT)];
    int at = FIRST;
    for (int i = 1; i < starts.length; i++) {
      starts[i] = at;
      int tag = classFile[at];
      at += size(tag) + (tag == UTF8 ? unsigned(classFile, at + 1) : 0);
      if (isWide(tag)) {
        i++;
      }
    }
    this.end = at;
  }

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
        if (isWide(tag)) {
          i++;
        }
      }
    }
    return false;
  }

  /** How many numbers there are, the first of which, 0, is no constant's. */
  int count() {
    return starts.length;
  }

  /** Whether a constant is a method of a class, with that name and descriptor. */
  boolean isMethod(int constant, byte[] name, byte[] descriptor) {
    if (starts[constant] == 0 || classFile[starts[constant]] != METHOD) {
      return false;
    }
    int nameAndType = reference(constant, 3);
    return is(reference(nameAndType, 1), name) && is(reference(nameAndType, 3), descriptor);
  }

  /** Whether the class of a method is the one with that internal name. */
  boolean isOwner(int method, byte[] owner) {
    return is(reference(reference(method, 1), 1), owner);
  }

  /**
   * The class file with other classes for some methods: calls of them, and references to them, go
   * there. Nothing but constants changes.
   *
   * @param methods the numbers of the methods
   * @param owner the internal name of the class that has them now
   */
  byte[] withOwner(int[] methods, byte[] owner) {
    int text = starts.length;
    int type = text + 1;
    if (type >= 0xffff) {
      throw new IllegalArgumentException("a class file has no room for another constant");
    }
    byte[] added = new byte[SIZES[UTF8] + owner.length + SIZES[CLASS]];
    added[0] = UTF8;
    put(added, 1, owner.length);
    System.arraycopy(owner, 0, added, SIZES[UTF8], owner.length);
    added[added.length - SIZES[CLASS]] = CLASS;
    put(added, added.length - 2, text);
    byte[] result = Arrays.copyOf(classFile, classFile.length + added.length);
    System.arraycopy(added, 0, result, end, added.length);
    System.arraycopy(classFile, end, result, end + added.length, classFile.length - end);
    put(result, COUNT, type + 1);
    for (int method : methods) {
      put(result, starts[method] + 1, type);
    }
    return result;
  }

  /** The number that a constant has for another one. */
  private int reference(int constant, int offset) {
    return unsigned(classFile, starts[constant] + offset);
  }

  private boolean is(int constant, byte[] text) {
    int start = starts[constant];
    return classFile[start] == UTF8
        && unsigned(classFile, start + 1) == text.length
        && matches(classFile, start + SIZES[UTF8], text);
  }

  private static int size(int tag) {
    int size = tag > 0 && tag < SIZES.length ? SIZES[tag] : 0;
    if (size == 0) {
      throw new IllegalArgumentException("no constant has the tag " + tag);
    }
    return size;
  }

  /** Whether a constant takes two numbers. */
  private static boolean isWide(int tag) {
    return tag == LONG || tag == DOUBLE;
  }

  private static int unsigned(byte[] classFile, int at) {
    return (classFile[at] & 0xff) << 8 | (classFile[at + 1] & 0xff);
  }

  private static void put(byte[] classFile, int at, int value) {
    classFile[at] = (byte) (value >> 8);
    classFile[at + 1] = (byte) value;
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
