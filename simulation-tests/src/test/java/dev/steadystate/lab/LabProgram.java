package dev.steadystate.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the real program, as somebody does who pipes lines into it. */
final class LabProgram {
  /** Said after each line, so that it is known where its answer ends. */
  private static final String END_OF_ANSWER = "~~~";

  private LabProgram() {}

  /**
   * What came of a session.
   *
   * @param answers what was printed after each line, in their order
   */
  record Session(
      int exitCode, String greeting, ImmutableList<String> answers, String errorOutput) {}

  static ImmutableList<String> command() {
    return ImmutableList.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Dstdout.encoding=UTF-8",
        "-Dfile.encoding=UTF-8",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }

  /** Pipes these lines into a lab and waits until it ends. */
  static Session session(List<String> lines) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("lab", ".err");
    Path output = Files.createTempFile("lab", ".out");
    try {
      return session(lines, errors, output);
    } finally {
      Files.delete(errors);
      Files.delete(output);
    }
  }

  private static Session session(List<String> lines, Path errors, Path output)
      throws IOException, InterruptedException {
    Process lab =
        new ProcessBuilder(command())
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();
    String mark = "System.out.println(\"" + END_OF_ANSWER + "\");\n";
    try (OutputStream in = lab.getOutputStream()) {
      in.write(mark.getBytes(UTF_8));
      for (String line : lines) {
        in.write((line + "\n" + mark).getBytes(UTF_8));
      }
    }
    if (!lab.waitFor(3, TimeUnit.MINUTES)) {
      lab.destroyForcibly();
      throw new AssertionError("the lab did not end: " + Files.readString(output));
    }
    List<String> parts =
        new ArrayList<>(List.of(Files.readString(output).split(END_OF_ANSWER + "\\R", -1)));
    return new Session(
        lab.exitValue(),
        parts.get(0),
        ImmutableList.copyOf(parts.subList(1, parts.size() - 1)),
        Files.readString(errors));
  }
}
