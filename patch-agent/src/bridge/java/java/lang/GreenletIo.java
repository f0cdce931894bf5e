package java.lang;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.DatagramChannel;
import java.util.function.BooleanSupplier;
import jdk.internal.access.JavaIOFileDescriptorAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.Stable;
import sun.nio.ch.NioSocketImpl;
import sun.nio.ch.SelChImpl;

/**
 * What the agent weaves into the JDK's input and output: sockets, selectors, files, look-ups and
 * processes. The loader rule of {@link GreenletBridge} holds here, too.
 *
 * <p>Terms: to wait for a descriptor lets the hub run others; a call, between {@code beginCall} and
 * {@code endCall}, blocks the thread, and if it lasts, another thread runs the others.
 */
public abstract class GreenletIo {
  private static final JavaIOFileDescriptorAccess DESCRIPTORS =
      SharedSecrets.getJavaIOFileDescriptorAccess();

  private static final Unsafe U = Unsafe.getUnsafe();
  private static final long SOCKET_STATE = U.objectFieldOffset(NioSocketImpl.class, "state");

  /** Where {@code DatagramChannelImpl}, which is not public, has this field; 0 if not yet asked. */
  private static long datagramInterruptible;

  /** {@code NioSocketImpl.ST_CLOSING}. */
  private static final int SOCKET_CLOSING = 4;

  /** {@code IOStatus.UNAVAILABLE}. */
  private static final int UNAVAILABLE = -2;

  private static final int READ_AND_WRITE = 0x1 | 0x4;

  private static final int STANDARD_INPUT = 0;

  @Stable private static GreenletIo seam;

  /** For the agent alone. */
  protected GreenletIo() {}

  // -- what the agent's subclass answers

  /** As {@code Poller.poll}; false if the JDK has to do it. */
  protected abstract boolean awaitReady(int fd, int event, long nanos, BooleanSupplier isOpen)
      throws IOException;

  /**
   * As {@link #awaitReady}, for a thread of the application whose read an interrupt does not end;
   * false for any other thread.
   */
  protected abstract boolean awaitReadyThroughInterrupts(
      int fd, int event, long nanos, BooleanSupplier isOpen) throws IOException;

  /** As {@code Poller.pollSelector}; false if the JDK has to do it. */
  protected abstract boolean awaitSelector(int fd, long nanos) throws IOException;

  /** Waits until a stream can be read, if that can be known of it. */
  protected abstract void awaitReadable(int fd) throws IOException;

  /** Whether a read of a stream socket would find nothing, for sure. */
  protected abstract boolean wouldBlock(int fd);

  /** A read of a stream socket was tried; {@code emptied} if it got less than it asked for. */
  protected abstract void tried(int fd, boolean emptied);

  /** Ends the waits of greenlets for a descriptor. */
  protected abstract void stop(int fd, int events);

  /** A descriptor is about to be closed or replaced, or has been. */
  protected abstract void changing(int fd);

  /**
   * Announces that the current thread, if it is a greenlet's, waits from here to {@link #endWait}.
   */
  protected abstract void beginWait();

  /** Ends {@link #beginWait}. */
  protected abstract void endWait();

  /** The current thread is about to block; it may be any virtual thread. */
  protected abstract void beginCall();

  /** Ends {@link #beginCall}. */
  protected abstract void endCall();

  /** As {@link #beginCall}; false if there is nothing to end. */
  protected abstract boolean beginForeignCall();

  /**
   * Native code has called back, on a thread that may be any virtual one: if it is in a call, that
   * is interrupted from here to {@link #resumeForeignCall}.
   *
   * @return whether it is
   */
  protected abstract boolean suspendForeignCall();

  /** Ends {@link #suspendForeignCall} that answered true. */
  protected abstract void resumeForeignCall();

  /** Ends {@link #beginForeignCall} that answered true. */
  protected abstract void endForeignCall();

  /** The current thread, any virtual one, begins to load a class; its calls are none until then. */
  protected abstract void beginLoading();

  /** Ends {@link #beginLoading}. */
  protected abstract void endLoading();

  /** Makes the agent's subclass the one that answers, once and for all. */
  protected static void install(GreenletIo agent) {
    seam = agent;
  }

  // -- native functions, for GreenletForeign

  static boolean begin() {
    return isVirtual() && seam.beginForeignCall();
  }

  static void end() {
    seam.endForeignCall();
  }

  static boolean suspend() {
    return isVirtual() && seam.suspendForeignCall();
  }

  static void resume() {
    seam.resumeForeignCall();
  }

  private static boolean isVirtual() {
    return Thread.currentThread() instanceof VirtualThread;
  }

  // -- sockets, channels and selectors

  /** {@code Poller.poll}, where the hub has epoll. */
  public static boolean pollDescriptor(int fd, int event, long nanos, BooleanSupplier isOpen)
      throws IOException {
    return isVirtual() && seam.awaitReady(fd, event, nanos, isOpen);
  }

  /**
   * {@code NioSocketImpl.park}: an interrupt closes the socket of a virtual thread that waits here,
   * and leaves that of a platform thread alone.
   */
  @SuppressWarnings("exports") // called from within the module only
  public static boolean park(NioSocketImpl socket, FileDescriptor descriptor, int event, long nanos)
      throws IOException {
    return isVirtual()
        && seam.awaitReadyThroughInterrupts(
            DESCRIPTORS.get(descriptor), event, nanos, new IsOpen(socket));
  }

  /** {@code DatagramChannelImpl.park}: the same, where the channel is that of a datagram socket. */
  public static boolean park(DatagramChannel channel, int event, long nanos) throws IOException {
    return isVirtual()
        && !isInterruptible(channel)
        && seam.awaitReadyThroughInterrupts(
            ((SelChImpl) channel).getFDVal(), event, nanos, new IsOpen(channel));
  }

  /** Whether it is a channel of the application's, not the inside of a datagram socket. */
  private static boolean isInterruptible(DatagramChannel channel) {
    long offset = datagramInterruptible;
    if (offset == 0) {
      offset = U.objectFieldOffset(channel.getClass(), "interruptible");
      datagramInterruptible = offset;
    }
    return U.getBoolean(channel, offset);
  }

  /** Whether a socket is open; not a lambda, as the bridge has no bootstrap methods. */
  private static final class IsOpen implements BooleanSupplier {
    private final Object socket;

    IsOpen(Object socket) {
      this.socket = socket;
    }

    @Override
    public boolean getAsBoolean() {
      return socket instanceof DatagramChannel channel
          ? channel.isOpen()
          : U.getIntVolatile(socket, SOCKET_STATE) < SOCKET_CLOSING;
    }
  }

  /** {@code Poller.pollSelector}, where the hub has epoll. */
  public static boolean pollSelector(int fd, long nanos) throws IOException {
    return isVirtual() && seam.awaitSelector(fd, nanos);
  }

  /** {@code NioSocketImpl.tryRead}: true spares a call of the system that would say so. */
  public static boolean tryRead(FileDescriptor descriptor) {
    return isVirtual() && seam.wouldBlock(DESCRIPTORS.get(descriptor));
  }

  /** {@code NioSocketImpl.tryRead} has got {@code n} of the bytes that were asked for. */
  public static int tryReadEnd(int n, FileDescriptor descriptor, int asked) {
    if (isVirtual()) {
      seam.tried(DESCRIPTORS.get(descriptor), (n > 0 && n < asked) || n == UNAVAILABLE);
    }
    return n;
  }

  /** {@code Poller.stopPoll}; that of the JDK follows. */
  public static boolean stopPoll(int fd, int event) {
    seam.stop(fd, event);
    return false;
  }

  /** {@code Poller.stopPoll}; that of the JDK follows. */
  public static boolean stopPoll(int fd) {
    seam.stop(fd, READ_AND_WRITE);
    return false;
  }

  /** A socket is closed, or another is put in its place. */
  public static void closing(FileDescriptor descriptor) {
    seam.changing(DESCRIPTORS.get(descriptor));
  }

  /** Ends {@link #closing}. */
  public static void closingEnd(FileDescriptor descriptor) {
    seam.changing(DESCRIPTORS.get(descriptor));
  }

  /** The JDK's own wait for a socket, where the hub has no epoll. */
  public static void poll() {
    if (isVirtual()) {
      seam.beginWait();
    }
  }

  /** Ends {@link #poll}. */
  public static void pollEnd() {
    if (isVirtual()) {
      seam.endWait();
    }
  }

  /**
   * Makes the JDK's pollers of sockets platform threads, unless the user has chosen.
   *
   * <p>By default they are virtual threads on the scheduler of whoever touches them first. A
   * greenlet would make its hub carry them, and then a wait for a socket that pins the carrier, as
   * in a class initializer, would never end: what should end it waits for the same carrier.
   */
  public static String getPollerProperty(String key) {
    String chosen = System.getProperty(key);
    return chosen == null && key.equals("jdk.pollerMode") ? "1" : chosen;
  }

  // -- calls that block: files, look-ups, processes

  /** A call that blocks begins. */
  public static void call() {
    if (isVirtual()) {
      seam.beginCall();
    }
  }

  /** Ends {@link #call}. */
  public static void callEnd() {
    if (isVirtual()) {
      seam.endCall();
    }
  }

  /**
   * A read of a stream begins. The standard input is waited for; any other stream may be closed by
   * another thread meanwhile, as that of a process is by {@code destroy}, and a read that goes on
   * then ends as the system says: so it is a call.
   */
  public static void read(FileInputStream stream) throws IOException {
    if (isVirtual()) {
      if (DESCRIPTORS.get(stream.getFD()) == STANDARD_INPUT) {
        seam.awaitReadable(STANDARD_INPUT);
      }
      seam.beginCall();
    }
  }

  /** Ends {@link #read}. */
  public static void readEnd(FileInputStream stream) {
    callEnd();
  }

  /**
   * A read of a random-access file begins. Under the file's own monitor it is no call: so the JDK
   * reads jars, and who has an entry of one open keeps all others from it, class loaders too.
   */
  public static void read(RandomAccessFile file) {
    if (isVirtual() && !Thread.holdsLock(file)) {
      seam.beginCall();
    }
  }

  /** Ends {@link #read}. */
  public static void readEnd(RandomAccessFile file) {
    if (isVirtual() && !Thread.holdsLock(file)) {
      seam.endCall();
    }
  }

  /** {@code ClassLoader.loadClass}, as the JVM calls it, begins. */
  public static void load() {
    if (isVirtual()) {
      seam.beginLoading();
    }
  }

  /** Ends {@link #load}. */
  public static void loadEnd() {
    if (isVirtual()) {
      seam.endLoading();
    }
  }
}
