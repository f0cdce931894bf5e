package io.greenlet.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reading of headers, on which the tests of all programs rest. */
@Timeout(10)
final class SourceTest {
  private static final Source SOURCE =
      new Source(
          """
          package io.greenlet.demos;

          /**
           * Program 0. In Python:
           *
           * <pre>{@code
           * def f():
           *     print("{}")
           *
           * f()
           * }</pre>
           *
           * <p>It prints:
           *
           * <pre>{@code
           * [A] 1...
           * Cost time: ?
           * }</pre>
           */
          final class Example {
            static void f() {
              g();
            }
          }
          """);

  @Test
  void header_hasTheOriginalAndTheOutput() {
    assertEquals("def f():\n    print(\"{}\")\n\nf()", SOURCE.python());
    assertEquals("[A] 1...\nCost time: ?", SOURCE.output());
  }

  @Test
  void code_isTheBodyOfTheClassFromTheLeftMarginOn() {
    assertEquals("static void f() {\n  g();\n}", SOURCE.code());
  }

  @Test
  void isOutput_sameLines_isTrueWhateverStandsForTheQuestionMark() {
    assertTrue(SOURCE.isOutput(List.of("[A] 1...", "Cost time: 3.5")));
  }

  @Test
  void isOutput_otherOrMoreOrFewerLines_isFalse() {
    assertFalse(SOURCE.isOutput(List.of("[A] 1..x", "Cost time: 3.5")));
    assertFalse(SOURCE.isOutput(List.of("A 1...", "Cost time: 3.5")));
    assertFalse(SOURCE.isOutput(List.of("[A] 1...", "Cost time: ")));
    assertFalse(SOURCE.isOutput(List.of("[A] 1...", "Cost time: 3.5", "more")));
    assertFalse(SOURCE.isOutput(List.of("[A] 1...")));
  }
}
