package io.greenlet.demos;

import io.greenlet.generator.Generator;

/**
 * Program 3: a producer hands each thing to the consumer and has its answer, with one thread and no
 * lock. In Python:
 *
 * <pre>{@code
 * def consumer():
 *     r = ''
 *     while True:
 *         n = yield r
 *         if not n:
 *             return
 *         print('[CONSUMER] Consuming %s...' % n)
 *         r = '200 OK'
 *
 * def produce(c):
 *     c.send(None)
 *     n = 0
 *     while n < 5:
 *         n = n + 1
 *         print('[PRODUCER] Producing %s...' % n)
 *         r = c.send(n)
 *         print('[PRODUCER] Consumer return: %s' % r)
 *     c.close()
 *
 * c = consumer()
 * produce(c)
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * [PRODUCER] Producing 1...
 * [CONSUMER] Consuming 1...
 * [PRODUCER] Consumer return: 200 OK
 * [PRODUCER] Producing 2...
 * [CONSUMER] Consuming 2...
 * [PRODUCER] Consumer return: 200 OK
 * [PRODUCER] Producing 3...
 * [CONSUMER] Consuming 3...
 * [PRODUCER] Consumer return: 200 OK
 * [PRODUCER] Producing 4...
 * [CONSUMER] Consuming 4...
 * [PRODUCER] Consumer return: 200 OK
 * [PRODUCER] Producing 5...
 * [CONSUMER] Consuming 5...
 * [PRODUCER] Consumer return: 200 OK
 * }</pre>
 */
final class ProducerConsumer {
  static Generator<String, Integer, Void> consumer() {
    return Generator.of(y -> {
      String r = "";
      while (true) {
        Integer n = y.yield(r);
        if (n == null) {
          return null;
        }
        System.out.println("[CONSUMER] Consuming " + n + "...");
        r = "200 OK";
      }
    });
  }

  static void produce(Generator<String, Integer, Void> c) {
    c.send(null);
    int n = 0;
    while (n < 5) {
      n = n + 1;
      System.out.println("[PRODUCER] Producing " + n + "...");
      String r = c.send(n);
      System.out.println("[PRODUCER] Consumer return: " + r);
    }
    c.close();
  }

  public static void main(String[] args) {
    var c = consumer();
    produce(c);
  }
}
