package io.greenlet.generator;

/**
 * Raised where a generator's body yields, to end the body, by {@link Generator#close()}; it does
 * not switch. It is an {@link Error}, so {@code catch (Exception)} in the body does not swallow it;
 * {@code finally} blocks run. Python: {@code GeneratorExit}.
 */
public final class GeneratorExit extends Error {
  private static final long serialVersionUID = 1L;

  GeneratorExit() {
    super("the generator was closed", null, false, true);
  }
}
