package io.greenlet.demos;

import io.greenlet.Greenlet;

/**
 * Program 7: eat and play hand over to each other by name. In Python, with greenlet:
 *
 * <pre>{@code
 * def eat(name):
 *     print("%s eat 1" % name)
 *     g2.switch("egon")
 *     print("%s eat 2" % name)
 *     g2.switch()
 *
 * def play(name):
 *     print("%s play 1" % name)
 *     g1.switch()
 *     print("%s play 2" % name)
 *
 * g1 = greenlet(eat)
 * g2 = greenlet(play)
 * g1.switch("egon")
 * }</pre>
 *
 * <p>It prints:
 *
 * <pre>{@code
 * egon eat 1
 * egon play 1
 * egon eat 2
 * egon play 2
 * }</pre>
 */
final class EatPlaySwitched {
  static Greenlet<?> g1;
  static Greenlet<?> g2;

  static Object eat(Object name) {
    System.out.println(name + " eat 1");
    g2.switchTo("egon");
    System.out.println(name + " eat 2");
    g2.switchTo();
    return null;
  }

  static Object play(Object name) {
    System.out.println(name + " play 1");
    g1.switchTo();
    System.out.println(name + " play 2");
    return null;
  }

  public static void main(String[] args) {
    g1 = Greenlet.of(EatPlaySwitched::eat);
    g2 = Greenlet.of(EatPlaySwitched::play);
    g1.switchTo("egon");
  }
}
