package io.greenlet.bench.harness;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, its columns aligned in the source as well. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Makes a table without rows.
   *
   * @param header the names of the columns
   */
  public MarkdownTable(List<String> header) {
    rows.add(List.copyOf(header));
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column
   */
  public void add(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(cells + " does not fit under " + rows.getFirst());
    }
    rows.add(List.copyOf(cells));
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(Math.max(widths[i], 3), row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      appendRow(text, rows.get(i), widths);
      if (i == 0) {
        appendRule(text, widths);
      }
    }
    return text.toString();
  }

  private static void appendRow(StringBuilder text, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String format = i == 0 ? "| %-" + widths[i] + "s " : "| %" + widths[i] + "s ";
      text.append(format.formatted(row.get(i)));
    }
    text.append("|\n");
  }

  private static void appendRule(StringBuilder text, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String dashes = "-".repeat(widths[i] - 1);
      text.append("| ").append(dashes).append(i == 0 ? "- " : ": ");
    }
    text.append("|\n");
  }
}
