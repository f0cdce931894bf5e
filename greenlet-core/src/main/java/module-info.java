/**
 * Greenlets for the JVM: threads that run one at a time, switched explicitly or whenever they wait.
 *
 * <p>The front door is {@link io.greenlet}; {@link io.greenlet.generator}, {@link io.greenlet.net},
 * {@link io.greenlet.pool}, {@link io.greenlet.process} and {@link io.greenlet.sync} hold what is
 * built on it, {@link io.greenlet.diagnostics} what looks inside. The agent, {@code
 * patch-agent.jar}, is not a module; it reaches {@code io.greenlet.internal} by exporting it to
 * itself.
 */
module io.greenlet.core {
  requires jdk.unsupported; // by OsSignals, which says why no import shows it

  exports io.greenlet;
  exports io.greenlet.diagnostics;
  exports io.greenlet.generator;
  exports io.greenlet.net;
  exports io.greenlet.pool;
  exports io.greenlet.process;
  exports io.greenlet.sync;
}
