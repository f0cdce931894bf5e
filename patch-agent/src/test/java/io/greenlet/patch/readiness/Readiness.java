package io.greenlet.patch.readiness;

/** The program. */
public final class Readiness {
  private Readiness() {}

  /** Prints a line for each check, and how many there were. */
  public static void main(String[] args) throws Exception {
    SocketChecks.run();
    StreamEndChecks.run();
    CloseChecks.run();
    ChannelChecks.run();
    SelectorChecks.run();
    SharedChecks.run();
    TlsChecks.run();
    System.out.println(Battery.checks() + " checks");
    System.exit(0);
  }
}
