package io.greenlet.patch;

/**
 * One method of the JDK and the one call to the bridge that is woven into it.
 *
 * @param area what it belongs to
 * @param type internal name of the JDK type
 * @param method name and descriptor of the method; for {@link Kind#CALLS} and {@link Kind#UNLESS}
 *     those of the one that is called, after its owner and a dot
 * @param kind how the call is placed
 * @param hook name of the bridge's static method that is called
 * @param keepsFaces whether faces that run already depend on it, so that it stays until the last of
 *     them has ended
 */
record Seam(Area area, String type, String method, Kind kind, String hook, boolean keepsFaces) {

  /** How the call to the bridge is placed in the method. */
  enum Kind {
    /**
     * First of all, with the receiver and the arguments. If the hook answers true, or something
     * other than null, the method returns at once, with that as its result.
     */
    INSTEAD,
    /** First of all, with the first argument, which the hook replaces. */
    ARGUMENT,
    /** First of all, with all arguments, of which the hook replaces the first. */
    ARGUMENT_OF,
    /** First of all, with nothing. */
    BEFORE,
    /** At each return, with nothing but the result, which the hook replaces. */
    RESULT,
    /** At each return, with the result, which the hook replaces, and the receiver. */
    ANSWER,
    /**
     * At each return, with the result and the receiver, both as objects, since their types may be
     * of another module than the hook's, and the arguments; the answer, cast, replaces the result.
     */
    COMPLETE,
    /** At each return of a method without result, with the receiver. */
    AFTER,
    /** First of all, and a second hook, named with the suffix {@code End}, at each way out. */
    AROUND,
    /** Where the method throws, with what it throws, which the hook replaces. */
    THROWN,
    /**
     * First of all, with the first argument, a descriptor: if the hook answers true, the method
     * returns that nothing is available. A second hook, named with the suffix {@code End}, at each
     * return, with the result, which it replaces, the descriptor and the last argument.
     */
    TRY,
    /** As {@link #AROUND}, both with the receiver. */
    AROUND_RECEIVER,
    /** As {@link #AROUND}, both with the last argument, which is a descriptor. */
    AROUND_DESCRIPTOR,
    /**
     * In place of each call of the static method that {@link Seam#method} names, with its owner,
     * wherever in the type it stands.
     */
    CALLS,
    /**
     * Before each call of the instance method that {@link Seam#method} names, with its owner, which
     * has neither arguments nor a result; with the receiver. If the hook answers true, the call is
     * left out, and the code after it runs as if it had been made: that of another agent, too.
     */
    UNLESS
  }

  /**
   * Whether the type is one that most programs never load: it is woven when the JDK loads it, which
   * is not for the agent to bring about.
   */
  boolean isRare() {
    return Seams.isRare(type);
  }

  /** Internal name of the class that has the hook. */
  String bridge() {
    return switch (area) {
      case SOCKET, DNS, FILE, PROCESS -> Weaver.IO_BRIDGE;
      // A native method that the user names is like one of the JDK's.
      case NATIVE -> isAround() ? Weaver.IO_BRIDGE : Weaver.FOREIGN_BRIDGE;
      case THREAD, TIME, MAIN -> Weaver.BRIDGE;
    };
  }

  /** As what the hook of {@link Kind#INSTEAD} gets the receiver: a type that it can name. */
  String knownAs() {
    return type.equals("sun/nio/ch/DatagramChannelImpl")
        ? "java/nio/channels/DatagramChannel"
        : type;
  }

  /** Whether it is one of the kinds that have a second hook. */
  boolean isAround() {
    return kind == Kind.AROUND || kind == Kind.AROUND_RECEIVER || kind == Kind.AROUND_DESCRIPTOR;
  }

  /** Whether a call is one of those that a seam of calls is about. */
  boolean isCallOf(String owner, String name, String descriptor) {
    return method.endsWith(descriptor)
        && method.startsWith(owner)
        && method.equals(owner.concat(".").concat(name).concat(descriptor));
  }

  /** The name of the type as {@code Class.forName} takes it. */
  String typeName() {
    return type.replace('/', '.');
  }

  @Override
  public String toString() {
    return kind == Kind.CALLS || kind == Kind.UNLESS
        ? "calls of " + method + " in " + typeName()
        : typeName() + "." + method;
  }
}
