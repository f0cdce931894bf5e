package io.greenlet.patch;

/** What hangs on a face while its greenlet lives. */
final class Converted extends GreenletBridge.Face {
  private final Thread face;
  private final Thread mounted;

  Converted(Thread face, Thread mounted) {
    this.face = face;
    this.mounted = mounted;
  }

  @Override
  public Thread mounted() {
    return mounted;
  }

  @Override
  public StackTraceElement[] stackTrace() {
    StackTraceElement[] trace = GreenletBridge.visible(mounted.getStackTrace());
    return mounted.equals(Thread.currentThread()) ? fromGetStackTrace(trace) : trace;
  }

  /** Programs count frames from the first, which for the current thread is the call they made. */
  private static StackTraceElement[] fromGetStackTrace(StackTraceElement[] trace) {
    int last = -1;
    for (int i = 0; i < trace.length; i++) {
      if (trace[i].getMethodName().equals("getStackTrace")
          && trace[i].getClassName().equals("java.lang.Thread")) {
        last = i;
      } else if (last >= 0 && !isBridge(trace[i])) {
        break;
      }
    }
    if (last <= 0) {
      return trace;
    }
    StackTraceElement[] asked = new StackTraceElement[trace.length - last];
    System.arraycopy(trace, last, asked, 0, asked.length);
    asked[0] = trace[0];
    return asked;
  }

  /** A frame of ours between the two calls of getStackTrace, that on the face and that on this. */
  private static boolean isBridge(StackTraceElement frame) {
    return frame.getClassName().equals("java.lang.GreenletBridge")
        || frame.getClassName().equals(Converted.class.getName());
  }

  @Override
  public boolean inCall() {
    return IoSeam.isWaiting(mounted);
  }

  @Override
  public void renamed() {
    mounted.setName(face.getName());
  }
}
