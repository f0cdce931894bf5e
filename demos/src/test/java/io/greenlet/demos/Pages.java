package io.greenlet.demos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the documentation, and what stands fenced in them. */
final class Pages {
  static final Path ROOT = Path.of("..");

  private static final Pattern FENCED =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private Pages() {}

  /** A page by its path from the root of the project. */
  record Page(Path file, String text) {
    List<Block> blocks() {
      return FENCED
          .matcher(text)
          .results()
          .map(fenced -> new Block(this, fenced.start(), fenced.group(1), fenced.group(2)))
          .toList();
    }

    /** What a pattern finds outside of the blocks. */
    List<MatchResult> inText(Pattern pattern) {
      return pattern.matcher(FENCED.matcher(text).replaceAll("")).results().toList();
    }
  }

  /** What stands between two fences, of a language; its name tells where. */
  record Block(Page page, int at, String language, String text) {
    @Override
    public String toString() {
      long line = page.text().substring(0, at).lines().count() + 1;
      return page.file() + ":" + line;
    }

    boolean is(String wanted) {
      return language.equals(wanted);
    }
  }

  /** All pages. */
  static List<Page> all() {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .map(Pages::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Page read(Path file) {
    try {
      return new Page(ROOT.relativize(file), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All blocks of all pages. */
  static List<Block> blocks() {
    return all().stream().flatMap(page -> page.blocks().stream()).toList();
  }
}
