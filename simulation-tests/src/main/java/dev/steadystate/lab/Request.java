package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.lab.picture.HtmlPicture;
import dev.steadystate.testkit.report.JsonLinesReport;
import dev.steadystate.testkit.report.JsonReport;
import dev.steadystate.testkit.report.Picture;
import dev.steadystate.testkit.report.Report;
import dev.steadystate.testkit.report.TextReport;
import dev.steadystate.testkit.report.TracePicture;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the arguments ask for.
 *
 * @param seed instead of that of the file
 */
record Request(
    Path file, OptionalLong seed, Format format, Optional<Path> html, Optional<Path> trace) {
  static final String USAGE =
      "run FILE [--seed N] [--format text|json|jsonl] [--html OUT] [--trace OUT]";

  private static final ImmutableList<String> FLAGS =
      ImmutableList.of("--seed", "--format", "--html", "--trace");

  /** How a run is told on standard output. */
  enum Format {
    TEXT,
    JSON,
    JSONL
  }

  static Request of(String[] arguments) {
    if (!arguments[0].equals("run")) {
      throw new WrongRequest(
          "unknown command '" + arguments[0] + "', expected " + USAGE + ", or nothing for the lab");
    }
    Optional<Path> file = Optional.empty();
    OptionalLong seed = OptionalLong.empty();
    Format format = Format.TEXT;
    Optional<Path> html = Optional.empty();
    Optional<Path> trace = Optional.empty();
    Set<String> seen = new TreeSet<>();
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--")) {
        if (file.isPresent()) {
          throw new WrongRequest("expected one file, but found '" + argument + "' as well");
        }
        file = Optional.of(path(argument));
        continue;
      }
      int equals = argument.indexOf('=');
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      if (!FLAGS.contains(flag)) {
        throw unknown(flag);
      }
      if (!seen.add(flag)) {
        throw new WrongRequest(flag + " is given twice");
      }
      if (equals < 0 && i + 1 == arguments.length) {
        throw new WrongRequest(flag + " needs a value, as in " + USAGE);
      }
      String value = equals < 0 ? arguments[++i] : argument.substring(equals + 1);
      switch (flag) {
        case "--seed" -> seed = OptionalLong.of(seed(value));
        case "--format" -> format = format(value);
        case "--html" -> html = Optional.of(path(value));
        default -> trace = Optional.of(path(value));
      }
    }
    Path found =
        file.orElseThrow(() -> new WrongRequest("expected a scenario file, as in " + USAGE));
    checkKeeps(found, "--html", html);
    checkKeeps(found, "--trace", trace);
    if (html.isPresent()) {
      checkKeeps(html.get(), "--trace", trace);
    }
    return new Request(found, seed, format, html, trace);
  }

  /** One file must not be written over another that is read or written by the same run. */
  private static void checkKeeps(Path other, String flag, Optional<Path> file) {
    if (file.isPresent() && absolute(file.get()).equals(absolute(other))) {
      throw new WrongRequest(flag + " would write over " + other);
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static WrongRequest unknown(String flag) {
    String hint =
        Nearest.to(flag, FLAGS)
            .map(name -> "the nearest known flag is " + name)
            .orElse("expected one of " + FLAGS);
    return new WrongRequest("unknown flag '" + flag + "', " + hint);
  }

  private static Path path(String text) {
    try {
      if (text.isEmpty()) {
        throw new WrongRequest("expected the name of a file, but found an empty one");
      }
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new WrongRequest("expected the name of a file, but found '" + text + "'", e);
    }
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new WrongRequest(
          "--seed expects a whole number of at most 64 bits, but found '" + text + "'", e);
    }
  }

  private static Format format(String text) {
    return switch (text) {
      case "text" -> Format.TEXT;
      case "json" -> Format.JSON;
      case "jsonl" -> Format.JSONL;
      default ->
          throw new WrongRequest(
              "--format expects one of [text, json, jsonl], but found '" + text + "'");
    };
  }

  /** JSON tells nothing that only the journal knows. */
  boolean needsJournal() {
    return format != Format.JSON || html.isPresent() || trace.isPresent();
  }

  Report report() {
    return switch (format) {
      case TEXT -> Terminal.isColoured() ? TextReport.coloured() : TextReport.plain();
      case JSON -> new JsonReport();
      case JSONL -> new JsonLinesReport();
    };
  }

  Picture htmlPicture() {
    return new HtmlPicture();
  }

  Picture tracePicture() {
    return new TracePicture();
  }
}
