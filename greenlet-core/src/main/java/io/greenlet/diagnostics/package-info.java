/**
 * What looks inside while a program hangs or is slow: {@link io.greenlet.diagnostics.RunInfo} says
 * what each greenlet does, {@link io.greenlet.diagnostics.BlockingMonitor} who keeps the others
 * from running, {@link io.greenlet.diagnostics.Switching} holds a piece of code to letting them
 * run, or not.
 */
package io.greenlet.diagnostics;
