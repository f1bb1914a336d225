package dev.steadystate.lab;

import dev.steadystate.testkit.report.TextReport;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import jdk.jshell.tool.JavaShellToolBuilder;

/** Opens the lab: a first simulation on the screen, then JShell with everything imported. */
final class Shell {
  private static final String FIRST = "/dev/steadystate/scenarios/first-start.yaml";
  private static final String STARTUP = "/dev/steadystate/lab/startup.jsh";

  private Shell() {}

  /** Opens the lab and returns the exit code when it is left. */
  static int open(OutputStream out) throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    TextReport.plain().write(ScenarioRun.of(Scenario.parse(resource(FIRST))), writer);
    writer.flush();
    if (ToolProvider.getSystemJavaCompiler() == null) {
      throw new WrongRequest("the lab needs a JDK, but this is a Java runtime without a compiler");
    }
    return shell();
  }

  private static int shell() throws IOException {
    Path startup = Files.createTempFile("steadystate", ".jsh");
    try {
      Files.writeString(startup, resource(STARTUP));
      return JavaShellToolBuilder.builder()
          // Nothing of a learner's own shell is read or changed.
          .persistence(new TreeMap<>())
          .start(arguments(startup).toArray(String[]::new));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("JShell did not start", e);
    } finally {
      Files.deleteIfExists(startup);
    }
  }

  private static List<String> arguments(Path startup) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--execution=" + SnippetExecution.Provider.NAME);
    arguments.add("--class-path=" + System.getProperty("java.class.path"));
    arguments.add("--startup=" + startup);
    if (!Terminal.isThere()) {
      // Standard input, without prompts.
      arguments.add("-");
    }
    return arguments;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Shell.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
