package io.greenlet.patch;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/** Main program of the child JVM that attaches to its parent; see {@link SelfAttach}. */
final class AttachChild {
  private AttachChild() {}

  /**
   * Loads the agent's jar into another JVM; prints why not, and exits with 1.
   *
   * @param arguments process id of the JVM, path of the jar
   */
  public static void main(String[] arguments) throws IOException {
    try {
      VirtualMachine parent = VirtualMachine.attach(arguments[0]);
      try {
        parent.loadAgent(arguments[1], AgentEntry.HAND_OVER);
      } finally {
        parent.detach();
      }
    } catch (AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException
        | IOException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }
}
