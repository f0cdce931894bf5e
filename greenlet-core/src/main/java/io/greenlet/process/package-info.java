/**
 * What the operating system tells this process.
 *
 * <p>A {@link io.greenlet.process.SignalHandler} runs a greenlet when a signal comes. Child
 * processes need nothing here: {@link Process} is the JDK's own, and under the agent its streams
 * let others run, as its {@code waitFor} does anywhere.
 */
package io.greenlet.process;
