package io.greenlet.demos;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Program 14: what the agent makes of an ordinary blocking program.
 *
 * <p>Starts {@link SlowServer}, then {@link PageClient} several times, without the agent and with
 * it, each in a fresh JVM, and ends with a table. The system property {@code patch.agent.jar} says
 * where the agent is. Arguments: the page's delay in milliseconds (3000), and the three numbers of
 * pages (5 100 2000).
 */
final class SlowServerDemo {
  /** What a run may take beyond the delays of its pages before it counts as stuck. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a JVM has open beside its connections, generously. */
  private static final int OTHER_FILES = 200;

  private static final Pattern RUNNING = Pattern.compile("Running on (\\S+)");
  private static final Pattern OUTCOME =
      Pattern.compile("Cost time: (\\S+)\\RGood answers: (\\d+) of (\\d+)");

  private record Plan(String name, int pages, String mode, boolean patched) {
    List<String> jvmOptions() {
      return patched ? List.of("-javaagent:" + System.getProperty("patch.agent.jar")) : List.of();
    }

    Duration limit(Duration delay) {
      return PATIENCE.plus(mode.equals("sequential") ? delay.multipliedBy(pages) : delay);
    }
  }

  private final Duration delay;
  private final List<Plan> plans;
  private final List<ClientRun> runs = new ArrayList<>();

  private SlowServerDemo(Duration delay, List<Plan> plans) {
    this.delay = delay;
    this.plans = plans;
  }

  public static void main(String[] args) throws InterruptedException {
    Locale.setDefault(Locale.ROOT);
    var delay = Duration.ofMillis(number(args, 0, 3000));
    var plans = plans(number(args, 1, 5), number(args, 2, 100), affordable(number(args, 3, 2000)));
    var demo = new SlowServerDemo(delay, plans);
    try {
      demo.run();
    } catch (IOException e) {
      System.err.println("The demo ended early: " + e.getMessage());
      System.exit(1);
    }
    new RunTable(demo.runs).print();
    System.exit(demo.runs.stream().allMatch(ClientRun::allGood) ? 0 : 1);
  }

  private static int number(String[] args, int index, int usual) {
    return args.length > index ? Integer.parseInt(args[index]) : usual;
  }

  private static List<Plan> plans(int few, int many, int crowd) {
    List<Plan> plans = new ArrayList<>();
    plans.add(new Plan("plain, one after the other", few, "sequential", false));
    for (int pages : List.of(many, crowd)) {
      plans.add(new Plan("plain, a thread per page", pages, "threads", false));
    }
    for (int pages : List.of(few, many, crowd)) {
      plans.add(new Plan("patched, a thread per page", pages, "threads", true));
    }
    plans.removeIf(plan -> plan.pages == 0);
    return plans;
  }

  /** The crowd, or 0 if a process may not open that many connections here. */
  private static int affordable(int crowd) {
    int needed = crowd + OTHER_FILES;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() < needed) {
      System.out.printf(
          "The runs of %,d pages are left out: they need %,d open files in one process, and this"
              + " system allows %,d (ulimit -Hn).%n",
          crowd, needed, system.getMaxFileDescriptorCount());
      return 0;
    }
    return crowd;
  }

  private void run() throws IOException, InterruptedException {
    try (ChildJvm server = ChildJvm.start(List.of(), SlowServer.class, delay.toMillis())) {
      Matcher running = RUNNING.matcher(server.firstLine(PATIENCE));
      if (!running.find()) {
        throw new IOException("the server did not start. It said:\n" + server.said());
      }
      System.out.printf(
          "A server whose page takes %.1f s; one client, run %d times, each in a fresh JVM.%n",
          delay.toMillis() / 1e3, plans.size());
      for (Plan plan : plans) {
        runs.add(measure(plan, running.group(1), server));
      }
    }
  }

  private ClientRun measure(Plan plan, String url, ChildJvm server)
      throws IOException, InterruptedException {
    var title =
        "%d/%d: %,d pages, %s".formatted(runs.size() + 1, plans.size(), plan.pages, plan.name);
    try (ChildJvm client =
            ChildJvm.start(plan.jvmOptions(), PageClient.class, url, plan.pages, plan.mode);
        Progress progress = new Progress(title)) {
      ProcessMeter meter = client.meter();
      boolean ended = client.await(plan.limit(delay), () -> progress.update(meter.peakThreads()));
      Matcher outcome = OUTCOME.matcher(client.said());
      if (!ended || !outcome.find()) {
        String end = ended ? "ended with exit code " + client.exitCode() : "did not end";
        throw new IOException(
            "the client of run %s, %s.%nThe client said:%n%s%nThe server said:%n%s"
                .formatted(title, end, client.said(), server.said()));
      }
      boolean allGood = outcome.group(2).equals(outcome.group(3));
      if (!allGood) {
        System.out.printf(
            "%n%s: not all answers were good. The client said:%n%s%n", title, client.said());
      }
      return new ClientRun(
          plan.name,
          plan.pages,
          plan.patched,
          Double.parseDouble(outcome.group(1)),
          meter.peakThreads(),
          meter.peakMegabytes(),
          allGood);
    }
  }
}
