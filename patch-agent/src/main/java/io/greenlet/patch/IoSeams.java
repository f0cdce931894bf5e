package io.greenlet.patch;

import static io.greenlet.patch.Area.DNS;
import static io.greenlet.patch.Area.FILE;
import static io.greenlet.patch.Area.NATIVE;
import static io.greenlet.patch.Area.PROCESS;
import static io.greenlet.patch.Area.SOCKET;
import static io.greenlet.patch.Seam.Kind.ARGUMENT_OF;
import static io.greenlet.patch.Seam.Kind.AROUND;
import static io.greenlet.patch.Seam.Kind.AROUND_DESCRIPTOR;
import static io.greenlet.patch.Seam.Kind.AROUND_RECEIVER;
import static io.greenlet.patch.Seam.Kind.CALLS;
import static io.greenlet.patch.Seam.Kind.INSTEAD;
import static io.greenlet.patch.Seam.Kind.TRY;

import io.greenlet.patch.Seam.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The part of the table of seams that is about input and output. */
final class IoSeams {
  private static final String CHANNELS = "sun/nio/ch/";
  private static final String POLLER = CHANNELS + "Poller";
  private static final String SOCKETS = CHANNELS + "UnixDispatcher";
  private static final String DATAGRAM_CHANNELS = CHANNELS + "DatagramChannelImpl";
  private static final String DATAGRAMS = CHANNELS + "DatagramDispatcher";
  private static final String PORTS = CHANNELS + "EPollPort$EventHandlerTask";
  private static final String FILE_CHANNELS = CHANNELS + "UnixFileDispatcherImpl";
  private static final String FILE_COPIES = CHANNELS + "FileDispatcherImpl";
  private static final String PATHS = "sun/nio/fs/UnixNativeDispatcher";
  private static final String PATH_COPIES = "sun/nio/fs/UnixFileSystem";
  private static final String RESOLVER = "java/net/InetAddress$PlatformResolver";
  private static final String ADDRESSES = "java/net/Inet6AddressImpl";
  private static final String PROCESSES = "java/lang/ProcessImpl";
  private static final String LINKERS = "jdk/internal/foreign/abi/";
  private static final String DOWNCALLS = LINKERS + "BindingSpecializer";
  private static final String UPCALLS = LINKERS + "UpcallLinker";

  /** See {@link Seam#isRare}. */
  static final Set<String> RARE =
      Set.of(
          SOCKETS,
          DATAGRAM_CHANNELS,
          DATAGRAMS,
          PORTS,
          FILE_CHANNELS,
          FILE_COPIES,
          PATH_COPIES,
          RESOLVER,
          ADDRESSES,
          PROCESSES,
          DOWNCALLS,
          UPCALLS);

  private IoSeams() {}

  static void add(Collection<Area> areas, List<Seam> seams) {
    if (areas.contains(SOCKET)) {
      sockets(seams);
    }
    if (areas.contains(FILE)) {
      streams(seams);
      channels(seams);
      paths(seams);
    }
    if (areas.contains(DNS)) {
      lookups(seams);
    }
    if (areas.contains(PROCESS)) {
      // Their streams are files.
      String start =
          "start([Ljava/lang/String;Ljava/util/Map;Ljava/lang/String;"
              + "[Ljava/lang/ProcessBuilder$Redirect;Z)Ljava/lang/Process;";
      add(seams, PROCESS, PROCESSES, start, AROUND, "call");
    }
    if (areas.contains(NATIVE)) {
      functions(seams);
    }
  }

  /**
   * The one place where a virtual thread waits for a socket or channel, and that where it waits for
   * a selector; who ends such waits; and where a descriptor's number changes hands.
   */
  private static void sockets(List<Seam> seams) {
    String poll = "poll(IIJLjava/util/function/BooleanSupplier;)V";
    add(seams, SOCKET, POLLER, poll, INSTEAD, "pollDescriptor");
    add(seams, SOCKET, POLLER, poll, AROUND, "poll");
    add(seams, SOCKET, POLLER, "pollSelector(IJ)V", INSTEAD, "pollSelector");
    add(seams, SOCKET, POLLER, "pollSelector(IJ)V", AROUND, "poll");
    add(seams, SOCKET, POLLER, "stopPoll(II)V", INSTEAD, "stopPoll");
    add(seams, SOCKET, POLLER, "stopPoll(I)V", INSTEAD, "stopPoll");
    String park = "park(Ljava/io/FileDescriptor;IJ)V";
    add(seams, SOCKET, CHANNELS + "NioSocketImpl", park, INSTEAD, "park");
    add(seams, SOCKET, DATAGRAM_CHANNELS, "park(IJ)V", INSTEAD, "park");
    String tryRead = "tryRead(Ljava/io/FileDescriptor;[BII)I";
    add(seams, SOCKET, CHANNELS + "NioSocketImpl", tryRead, TRY, "tryRead");
    // Threads of an asynchronous group wait for events by themselves.
    String event = "poll()Lsun/nio/ch/EPollPort$Event;";
    add(seams, SOCKET, PORTS, event, AROUND, "call");
    // How the pollers run is decided with their first use.
    String getProperty = "java/lang/System.getProperty(Ljava/lang/String;)Ljava/lang/String;";
    add(seams, SOCKET, POLLER + "$Pollers", getProperty, CALLS, "getPollerProperty");
    String close = "close(Ljava/io/FileDescriptor;)V";
    add(seams, SOCKET, SOCKETS, close, AROUND_DESCRIPTOR, "closing");
    // A datagram channel that is disconnected may get a new socket under its old number.
    String replace = "dup(Ljava/io/FileDescriptor;Ljava/io/FileDescriptor;)V";
    add(seams, SOCKET, DATAGRAMS, replace, AROUND_DESCRIPTOR, "closing");
  }

  /** What reads may be a pipe, the standard input, or the output of a process; opening, a FIFO. */
  private static void streams(List<Seam> seams) {
    String input = "java/io/FileInputStream";
    calls(seams, input, "open(Ljava/lang/String;)V", "skip(J)J");
    for (String read : new String[] {"read()I", "read([B)I", "read([BII)I"}) {
      add(seams, FILE, input, read, AROUND_RECEIVER, "read");
    }
    calls(
        seams,
        "java/io/FileOutputStream",
        "open(Ljava/lang/String;Z)V",
        "write(I)V",
        "write([B)V",
        "write([BII)V");
    String file = "java/io/RandomAccessFile";
    add(seams, FILE, file, "readBytes([BII)I", AROUND_RECEIVER, "read");
    calls(
        seams,
        file,
        "open(Ljava/lang/String;I)V",
        "read()I",
        "implWrite(I)V",
        "implWriteBytes([BII)V",
        "setLength(J)V");
    calls(seams, "java/io/FileDescriptor", "sync()V");
    String load = "loadClass(Ljava/lang/String;)Ljava/lang/Class;";
    add(seams, FILE, "java/lang/ClassLoader", load, AROUND, "load");
  }

  private static void channels(List<Seam> seams) {
    String descriptor = "(Ljava/io/FileDescriptor;";
    calls(
        seams,
        FILE_CHANNELS,
        "read" + descriptor + "JI)I",
        "pread" + descriptor + "JIJ)I",
        "readv" + descriptor + "JI)J",
        "write" + descriptor + "JI)I",
        "pwrite" + descriptor + "JIJ)I",
        "writev" + descriptor + "JI)J",
        "force" + descriptor + "Z)I",
        "truncate" + descriptor + "J)I",
        "lock" + descriptor + "ZJJZ)I");
    calls(
        seams,
        FILE_COPIES,
        "transferTo" + descriptor + "JJLjava/io/FileDescriptor;Z)J",
        "transferFrom" + descriptor + "Ljava/io/FileDescriptor;JJZ)J");
  }

  /** What asks or changes folders, on whatever disk or network they are. */
  private static void paths(List<Seam> seams) {
    String path = "(Lsun/nio/fs/UnixPath;";
    String attributes = "Lsun/nio/fs/UnixFileAttributes;)";
    calls(
        seams,
        PATHS,
        "open" + path + "II)I",
        "opendir" + path + ")J",
        "readdir(J)[B",
        "stat" + path + attributes + "V",
        "stat2" + path + attributes + "I",
        "lstat" + path + attributes + "V",
        "access" + path + "I)I",
        "unlink" + path + ")V",
        "rename" + path + "Lsun/nio/fs/UnixPath;)V",
        "mkdir" + path + "I)V",
        "rmdir" + path + ")V");
    calls(
        seams,
        PATH_COPIES,
        "copyFile"
            + path
            + "Lsun/nio/fs/UnixFileAttributes;Lsun/nio/fs/UnixPath;"
            + "Lsun/nio/fs/UnixFileSystem$Flags;J)V");
    String file = "(Ljava/io/File;";
    calls(
        seams,
        "java/io/UnixFileSystem",
        "canonicalize(Ljava/lang/String;)Ljava/lang/String;",
        "getBooleanAttributes" + file + ")I",
        "checkAccess" + file + "I)Z",
        "getLength" + file + ")J",
        "createFileExclusively(Ljava/lang/String;)Z",
        "delete" + file + ")Z",
        "list" + file + ")[Ljava/lang/String;",
        "createDirectory" + file + ")Z",
        "rename" + file + "Ljava/io/File;)Z");
  }

  /** Only those of the system: a resolver of the application's own is code that may wait itself. */
  private static void lookups(List<Seam> seams) {
    String byName =
        "lookupByName(Ljava/lang/String;Ljava/net/spi/InetAddressResolver$LookupPolicy;)"
            + "Ljava/util/stream/Stream;";
    add(seams, DNS, RESOLVER, byName, AROUND, "call");
    add(seams, DNS, RESOLVER, "lookupByAddress([B)Ljava/lang/String;", AROUND, "call");
    String isReachable = "isReachable(Ljava/net/InetAddress;ILjava/net/NetworkInterface;I)Z";
    add(seams, DNS, ADDRESSES, isReachable, AROUND, "call");
  }

  /**
   * Where a handle of a native function is made from the bare one, which converts no argument, and
   * where a function of Java is made one that native code can call. Both beneath what code of the
   * program may run in such calls, as when it allocates a structure for the result.
   */
  private static void functions(List<Seam> seams) {
    String handle = "Ljava/lang/invoke/MethodHandle;";
    String specialize =
        "specializeDowncall("
            + handle
            + "Ljdk/internal/foreign/abi/CallingSequence;"
            + "Ljdk/internal/foreign/abi/ABIDescriptor;)"
            + handle;
    add(seams, NATIVE, DOWNCALLS, specialize, ARGUMENT_OF, "downcall");
    String invoker =
        "java/lang/invoke/MethodHandles.exactInvoker(Ljava/lang/invoke/MethodType;)" + handle;
    add(seams, NATIVE, UPCALLS, invoker, CALLS, "upcallInvoker");
  }

  private static void calls(List<Seam> seams, String type, String... methods) {
    for (String method : methods) {
      add(seams, FILE, type, method, AROUND, "call");
    }
  }

  private static void add(
      List<Seam> seams, Area area, String type, String method, Kind kind, String hook) {
    seams.add(new Seam(area, type, method, kind, hook, false));
  }
}
