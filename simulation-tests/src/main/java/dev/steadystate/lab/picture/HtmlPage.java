package dev.steadystate.lab.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Shows a run on one page to scrub through, that needs nothing else: no network, no other file.
 *
 * <p>The same recording gives the same characters.
 */
public final class HtmlPage {
  private static final ImmutableList<String> SCRIPTS =
      ImmutableList.of(
          "recording.js",
          "paint.js",
          "time.js",
          "hosts.js",
          "charts.js",
          "rows.js",
          "lists.js",
          "why.js",
          "page.js");

  private HtmlPage() {}

  /** Writes the page to this file. */
  public static void write(Recording recording, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
      write(recording, out);
    }
  }

  /** Writes the page; the caller closes. */
  public static void write(Recording recording, Writer out) throws IOException {
    String page = resource("page.html");
    int from = 0;
    for (int open = page.indexOf("{{"); open >= 0; open = page.indexOf("{{", from)) {
      int close = page.indexOf("}}", open);
      out.append(page, from, open);
      fill(page.substring(open + 2, close), recording, out);
      from = close + 2;
    }
    out.append(page, from, page.length());
  }

  private static void fill(String blank, Recording recording, Writer out) throws IOException {
    switch (blank) {
      case "title" -> out.write(HtmlEscapers.htmlEscaper().escape(recording.title()));
      case "style" -> out.write(resource("page.css"));
      case "recording" -> Columns.write(recording, out);
      case "script" -> {
        for (String script : SCRIPTS) {
          out.write(resource(script));
        }
      }
      default -> throw new IllegalStateException("no such blank in the page: " + blank);
    }
  }

  private static String resource(String name) {
    try {
      return Resources.toString(Resources.getResource(HtmlPage.class, name), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the page lacks its part " + name, unreadable);
    }
  }
}
