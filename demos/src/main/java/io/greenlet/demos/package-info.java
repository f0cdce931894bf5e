/**
 * The programs of the texts that teach coroutines in Python, each with its Java twin.
 *
 * <p>Every program is one class with a {@code main}, to be read beside its original; {@code ./demo
 * list} names them and {@code ./demo NAME} runs one. {@code SlowServerDemo} is the main one.
 *
 * <p>Those that are run with and without the agent, side by side, are {@code Comparison}s; the
 * larger ordinary programs among them have a package of their own.
 */
package io.greenlet.demos;
