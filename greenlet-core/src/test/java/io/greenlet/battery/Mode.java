package io.greenlet.battery;

/** What an operation is run by. */
enum Mode {
  /** Platform threads, without us: what the JDK does. */
  PLAIN,
  /** Threads that the agent has made greenlets. */
  AGENT,
  /** Spawned greenlets, without the agent. */
  LIBRARY
}
