package io.greenlet.demos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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

  private record Plan(String name, int pages, String mode, boolean patched) {
    Duration limit(Duration delay) {
      return PATIENCE.plus(mode.equals("sequential") ? delay.multipliedBy(pages) : delay);
    }
  }

  private final Duration delay;
  private final List<Plan> plans;
  private final List<Run> runs = new ArrayList<>();

  private SlowServerDemo(Duration delay, List<Plan> plans) {
    this.delay = delay;
    this.plans = plans;
  }

  public static void main(String[] args) throws InterruptedException {
    Demo.main(() -> ofArguments(args).run());
  }

  private static SlowServerDemo ofArguments(String[] args) {
    int crowd = affordable(Demo.number(args, 3, 2000));
    return new SlowServerDemo(
        Duration.ofMillis(Demo.number(args, 0, 3000)),
        plans(Demo.number(args, 1, 5), Demo.number(args, 2, 100), crowd));
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
    return OpenFiles.allow(crowd, "runs of %,d pages".formatted(crowd)) ? crowd : 0;
  }

  private boolean run() throws IOException, InterruptedException {
    try (ChildJvm server = ChildJvm.start(List.of(), SlowServer.class, delay.toMillis())) {
      String url = Demo.address(server);
      System.out.printf(
          "A server whose page takes %.1f s; one client, run %d times, each in a fresh JVM.%n",
          delay.toMillis() / 1e3, plans.size());
      for (Plan plan : plans) {
        runs.add(measure(plan, url, server));
      }
    }
    print();
    return runs.stream().allMatch(Run::allGood);
  }

  private Run measure(Plan plan, String url, ChildJvm server)
      throws IOException, InterruptedException {
    var title =
        "%d/%d: %,d pages, %s".formatted(runs.size() + 1, plans.size(), plan.pages, plan.name);
    var measurement =
        new Measurement(title, plan.name, plan.pages, plan.patched, plan.limit(delay));
    try (ChildJvm client =
        ChildJvm.start(measurement.jvmOptions(), PageClient.class, url, plan.pages, plan.mode)) {
      return measurement.of(client, client, server);
    }
  }

  private void print() {
    // The first of the runs fetched its pages one after the other.
    double onePage = runs.getFirst().seconds() / runs.getFirst().count();
    var table = new RunTable(runs, "pages", "one page", onePage);
    table.print();
    String took =
        runs.stream()
            .filter(Run::patched)
            .skip(1)
            .map(run -> "%,d pages in %.2f x".formatted(run.count(), run.seconds() / onePage))
            .collect(Collectors.joining(" and "));
    System.out.printf(
        "Under the agent the same program, unchanged, fetched %s the time of one page (%.2f s)%s.%n",
        took, onePage, table.threads());
  }
}
