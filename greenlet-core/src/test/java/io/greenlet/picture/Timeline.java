package io.greenlet.picture;

import io.greenlet.picture.Recording.Doing;
import io.greenlet.picture.Recording.Stretch;
import io.greenlet.picture.Recording.Switch;
import java.time.Duration;
import java.util.List;

/**
 * Draws recordings as SVG, one above the other: a lane for each greenlet, below them one for the
 * thread that runs them all, and the seconds.
 *
 * <p>The picture has a ground of its own, light or dark as the reader prefers, so that it can be
 * read whatever the page around it looks like.
 */
final class Timeline {
  private static final int WIDTH = 840;
  private static final int LEFT = 90;
  private static final int PIXELS_PER_SECOND = 288;
  private static final int HEADING = 46;
  private static final int LANE = 38;
  private static final int BAR = 22;
  private static final int AXIS = 34;
  private static final String THREAD = "the thread";

  private static final String STYLE =
      """
        <style>
          svg { color-scheme: light dark; }
          text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: #1f2328; }
          .ground { fill: #ffffff; stroke: #d1d9e0; }
          .heading { font-weight: 600; font-size: 14px; }
          .lane, .tick { stroke: #d1d9e0; }
          .small { font-size: 11px; fill: #59636e; }
          .on { fill: #ffffff; font-size: 11px; }
          .eat { fill: #0a5fc2; }
          .play { fill: #a8480a; }
          rect.sleeps, rect.idle { fill: #ffffff; }
          .sleeps { stroke-width: 1.5; stroke-dasharray: 3 3; }
          .sleeps.eat { stroke: #0a5fc2; }
          .sleeps.play { stroke: #a8480a; }
          .idle { stroke: #59636e; stroke-dasharray: 3 3; }
          .switch { stroke: #59636e; fill: none; marker-end: url(#head); }
          .head { fill: #59636e; }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; }
            .ground { fill: #0d1117; stroke: #3d444d; }
            .lane, .tick { stroke: #3d444d; }
            .small { fill: #9198a1; }
            .on { fill: #0d1117; }
            .eat { fill: #79c0ff; }
            .play { fill: #ffa657; }
            rect.sleeps, rect.idle { fill: #0d1117; }
            .sleeps.eat { stroke: #79c0ff; }
            .sleeps.play { stroke: #ffa657; }
            .idle, .switch { stroke: #9198a1; }
            .head { fill: #9198a1; }
          }
        </style>
        <defs>
          <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path class="head" d="M0 0 L8 4 L0 8 z"/>
          </marker>
        </defs>
      """;

  private final StringBuilder svg = new StringBuilder();

  /** Where the next part begins. */
  private int top = 8;

  private Timeline() {}

  /** A run and what stands above it. */
  record Part(String heading, Recording recording) {
    private int height() {
      return HEADING + (recording.names().size() + 1) * LANE + AXIS;
    }
  }

  /**
   * Draws runs.
   *
   * @param title what the picture shows, for who cannot see it
   */
  static String draw(String title, Part... parts) {
    Timeline timeline = new Timeline();
    for (Part part : parts) {
      timeline.add(part);
    }
    int height = timeline.top + 4;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
      <title>%3$s</title>
    %4$s  <rect class="ground" x="0.5" y="0.5" width="%5$d" height="%6$d" rx="6"/>
    %7$s</svg>
    """
        .formatted(WIDTH, height, escaped(title), STYLE, WIDTH - 1, height - 1, timeline.svg);
  }

  private void add(Part part) {
    Recording recording = part.recording();
    List<String> names = recording.names();
    text("heading", 16, top + 24, part.heading());
    for (String name : names) {
      lane(name, middle(names.indexOf(name)), recording);
    }
    lane(THREAD, middle(names.size()), recording);
    recording.stretches().forEach(stretch -> add(stretch, middle(names.indexOf(stretch.who()))));
    thread(recording, middle(names.size()));
    recording.switches().forEach(change -> add(change, names));
    axis(recording, middle(names.size()) + LANE / 2);
    top += part.height();
  }

  private int middle(int lane) {
    return top + HEADING + lane * LANE + LANE / 2;
  }

  private void lane(String name, int y, Recording recording) {
    text("name", 16, y + 4, name);
    line("lane", LEFT, y, x(recording.length()), y);
  }

  private void add(Stretch stretch, int y) {
    boolean prints = stretch.doing() == Doing.PRINTS;
    bar((prints ? "" : "sleeps ") + stretch.who(), stretch.from(), stretch.to(), y);
    centered(prints ? "on" : "small", stretch.from(), stretch.to(), y, stretch.label());
  }

  /** Whose lines the one thread runs, one after the other, and when it has nothing to do. */
  private void thread(Recording recording, int y) {
    Duration busy = Duration.ZERO;
    for (Stretch stretch : recording.stretches()) {
      if (stretch.doing() == Doing.PRINTS) {
        idle(busy, stretch.from(), y);
        bar(stretch.who(), stretch.from(), stretch.to(), y);
        centered("on", stretch.from(), stretch.to(), y, stretch.who());
        busy = stretch.to();
      }
    }
    idle(busy, recording.length(), y);
  }

  private void idle(Duration from, Duration to, int y) {
    if (from.compareTo(to) < 0) {
      bar("idle", from, to, y);
      centered("small", from, to, y, "idle");
    }
  }

  private void add(Switch change, List<String> names) {
    int from = names.indexOf(change.from());
    int to = names.indexOf(change.to());
    int half = Integer.signum(to - from) * BAR / 2;
    int x = x(change.when());
    line("switch", x, middle(from) + (from == 0 ? 0 : half), x, middle(to) - (to == 0 ? 0 : half));
    if (!change.value().isEmpty()) {
      text("small", x + 5, (middle(from) + middle(to)) / 2 + 4, change.value());
    }
  }

  private void axis(Recording recording, int y) {
    for (long second = 0; second <= recording.length().toSeconds(); second++) {
      int x = x(Duration.ofSeconds(second));
      line("tick", x, y, x, y + 5);
      text("small", x - 6, y + 18, second + " s");
    }
  }

  // -- shapes

  private static int x(Duration when) {
    return LEFT + Math.toIntExact(when.toMillis() * PIXELS_PER_SECOND / 1000);
  }

  private void bar(String style, Duration from, Duration to, int y) {
    svg.append(
        "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>\n"
            .formatted(style, x(from) + 1, y - BAR / 2, x(to) - x(from) - 2, BAR));
  }

  private void line(String style, int x1, int y1, int x2, int y2) {
    svg.append(
        "  <line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n"
            .formatted(style, x1, y1, x2, y2));
  }

  private void text(String style, int x, int y, String text) {
    svg.append(
        "  <text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(style, x, y, escaped(text)));
  }

  private void centered(String style, Duration from, Duration to, int y, String text) {
    svg.append(
        "  <text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n"
            .formatted(style, (x(from) + x(to)) / 2, y + 4, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
