package dev.steadystate.lab;

import com.google.common.base.Ascii;
import com.google.common.base.Strings;
import dev.steadystate.testkit.report.Report;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import dev.steadystate.testkit.scenario.tree.MalformedText;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Runs a scenario file from the command line, or opens the lab. */
public final class Main {
  static final int MET = 0;
  static final int NOT_MET = 1;
  static final int WRONG = 2;

  private Main() {}

  /** Runs a scenario if asked to, or opens the lab. */
  public static void main(String[] arguments) throws IOException {
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      int code = run(arguments, out, System.err);
      System.err.flush();
      if (code != MET) {
        System.exit(code);
      }
    }
  }

  /** Does what the arguments say and returns the exit code. */
  static int run(String[] arguments, OutputStream out, PrintStream err) throws IOException {
    try {
      if (arguments.length == 0) {
        return Shell.open(new PrintStream(out, false, StandardCharsets.UTF_8));
      }
      Request request = Request.of(arguments);
      Scenario scenario = ScenarioFile.read(request.file());
      if (request.seed().isPresent()) {
        scenario = scenario.withSeed(request.seed().getAsLong());
      }
      ScenarioRun run = play(scenario, request);
      draw(request.html(), request.htmlPicture(), run);
      draw(request.trace(), request.tracePicture(), run);
      print(run, request.report(), out);
      return run.isMet() ? MET : NOT_MET;
    } catch (WrongRequest e) {
      err.println(e.getMessage());
      return WRONG;
    }
  }

  private static ScenarioRun play(Scenario scenario, Request request) {
    try {
      return request.needsJournal()
          ? ScenarioRun.of(scenario)
          : ScenarioRun.withoutJournal(scenario);
    } catch (MalformedText e) {
      throw new WrongRequest(request.file() + ": " + e.getMessage(), e);
    }
  }

  private static void print(ScenarioRun run, Report report, OutputStream out) {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    try {
      report.write(run, writer);
      writer.flush();
    } catch (IOException e) {
      if (!isClosedPipe(e)) {
        throw new WrongRequest("cannot write to standard output: " + ScenarioFile.reason(e), e);
      }
    }
  }

  /** Whoever reads, such as {@code head}, may leave when it has seen enough: that is no mistake. */
  private static boolean isClosedPipe(IOException e) {
    // Java knows a closed pipe by nothing but the words of the operating system.
    return Ascii.toLowerCase(Strings.nullToEmpty(e.getMessage())).contains("pipe");
  }

  private static void draw(Optional<Path> file, Report picture, ScenarioRun run) {
    if (file.isEmpty()) {
      return;
    }
    try (Writer writer = Files.newBufferedWriter(file.get())) {
      picture.write(run, writer);
    } catch (IOException e) {
      throw new WrongRequest("cannot write " + file.get() + ": " + ScenarioFile.reason(e), e);
    }
  }
}
