package io.greenlet.demos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program as its reader sees it: in its header the original in Python and what is printed, below
 * that the code.
 */
record Source(String text) {
  static final Path DIRECTORY = Path.of("src", "main", "java", "io", "greenlet", "demos");

  private static final Pattern HEADER_BLOCK =
      Pattern.compile("<pre>\\{@code\n(.*?)\n \\* \\}</pre>", Pattern.DOTALL);
  private static final Pattern CLASS_BODY =
      Pattern.compile(
          "^(?:public )?final class \\w+ \\{\n(.*)\n\\}\n\\z", Pattern.DOTALL | Pattern.MULTILINE);

  static Source of(String name) throws IOException {
    return new Source(Files.readString(DIRECTORY.resolve(name + ".java")));
  }

  /** The original, the first block of the header. */
  String python() {
    return headerBlocks().getFirst();
  }

  /** What is in the class, from the left margin on. */
  String code() {
    var body = CLASS_BODY.matcher(text).results().findFirst().orElseThrow();
    return body.group(1).replaceAll("(?m)^  ", "");
  }

  /** Whether these lines are what the last block of the header says, where ? is anything. */
  boolean isOutput(List<String> lines) {
    var expected =
        Stream.of(output().split("\\?", -1)).map(Pattern::quote).collect(Collectors.joining(".+"));
    return String.join("\n", lines).matches(expected);
  }

  /** What is printed, the last block of the header. */
  String output() {
    return headerBlocks().getLast();
  }

  private List<String> headerBlocks() {
    return HEADER_BLOCK
        .matcher(text)
        .results()
        .map(block -> block.group(1).replaceAll("(?m)^ \\* ?", ""))
        .toList();
  }
}
