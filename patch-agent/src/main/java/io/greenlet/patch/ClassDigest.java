package io.greenlet.patch;

import java.util.zip.Checksum;

/**
 * A checksum of a class file in which the order of its fields, and that of its methods, makes no
 * difference: the JVM shows the methods of a loaded class in an order that is another each time.
 */
final class ClassDigest {
  private final byte[] classFile;
  private final Checksum checksum;
  private int at;

  private ClassDigest(byte[] classFile, Checksum checksum) {
    this.classFile = classFile;
    this.checksum = checksum;
  }

  /**
   * The checksum.
   *
   * @param checksum how to make it; left reset
   */
  static long of(byte[] classFile, Checksum checksum) {
    return new ClassDigest(classFile, checksum).digest();
  }

  private long digest() {
    skipConstants();
    at += 6; // access flags, this class, super class
    at += 2 + 2 * u2(at); // interfaces
    long sum = sum(0, at);
    sum = 31 * sum + members();
    sum = 31 * sum + members();
    return 31 * sum + sum(at, classFile.length);
  }

  private void skipConstants() {
    at = 8;
    int count = u2(at);
    at += 2;
    for (int i = 1; i < count; i++) {
      switch (classFile[at]) {
        case 1 -> at += 3 + u2(at + 1); // text
        case 7, 8, 16, 19, 20 -> at += 3;
        case 15 -> at += 4;
        case 5, 6 -> {
          at += 9;
          i++; // takes two places
        }
        default -> at += 5;
      }
    }
  }

  /** The fields, or the methods. */
  private long members() {
    long sum = 0;
    int count = u2(at);
    at += 2;
    for (int i = 0; i < count; i++) {
      int start = at;
      at += 6; // access flags, name, type
      int attributes = u2(at);
      at += 2;
      for (int j = 0; j < attributes; j++) {
        at += 6 + (u2(at + 2) << 16 | u2(at + 4));
      }
      sum += sum(start, at);
    }
    return sum;
  }

  private long sum(int from, int to) {
    checksum.reset();
    checksum.update(classFile, from, to - from);
    long sum = checksum.getValue();
    checksum.reset();
    return sum;
  }

  private int u2(int index) {
    return (classFile[index] & 0xff) << 8 | (classFile[index + 1] & 0xff);
  }
}
