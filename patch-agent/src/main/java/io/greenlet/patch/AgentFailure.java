package io.greenlet.patch;

/** Why the agent gives up, in one line for the user, which says what to do. */
final class AgentFailure extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  AgentFailure(String message) {
    super(message);
  }

  AgentFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
