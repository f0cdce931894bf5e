package io.greenlet.patch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * What came of one run of a server.
 *
 * @param answers that its clients got
 * @param threadsWithFew that the operating system saw it with after few clients at once
 * @param threadsWithMany and after many, the connections still open
 * @param end how it ended, all numbers taken out of what it said: ports, times
 */
record RegistryTrial(List<String> answers, int threadsWithFew, int threadsWithMany, Child end) {
  static final int FEW = 8;

  static RegistryTrial run(RegistryServer program, List<String> flags) throws Exception {
    Path folder = Files.createTempDirectory("program");
    List<String> application = new ArrayList<>(program.application);
    application.addAll(program.arguments(freePort()));
    try (RegistryJvm server = RegistryJvm.start(folder, flags, program.ready, application)) {
      int port = Integer.parseInt(server.awaitReady().group(1));
      List<String> answers = new ArrayList<>();
      int threadsWithFew;
      int threadsWithMany;
      try (RegistryClients clients = program.clients(port)) {
        answers.addAll(talk(clients, FEW));
        threadsWithFew = server.osThreads();
        answers.addAll(talk(clients, program.clients));
        threadsWithMany = server.osThreads();
        answers.add(clients.conclude());
      }
      program.stop(server, folder, port);
      Child end = withoutNumbers(server.awaitEnd());
      return new RegistryTrial(answers, threadsWithFew, threadsWithMany, end);
    } finally {
      delete(folder);
    }
  }

  /** By the time the program listens to it somebody else may; no program here can tell its own. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> talk(RegistryClients clients, int of) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(of)) {
      List<Callable<String>> talks = new ArrayList<>();
      for (int i = 0; i < of; i++) {
        int client = i;
        talks.add(() -> clients.talk(client, of));
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : threads.invokeAll(talks)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static Child withoutNumbers(Child child) {
    return new Child(
        child.exitCode(), child.out().replaceAll("\\d+", "0"), child.err().replaceAll("\\d+", "0"));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  int threadsGrown() {
    return threadsWithMany - threadsWithFew;
  }
}
