package dev.steadystate.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
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
  private static final String STARTUP = "/dev/steadystate/lab/startup.jsh";

  private Shell() {}

  /** Opens the lab and returns the exit code when it is left. */
  static int open(PrintStream out) throws IOException {
    if (ToolProvider.getSystemJavaCompiler() == null) {
      throw new WrongRequest("the lab needs a JDK, but this is a Java runtime without a compiler");
    }
    out.println(Greeting.on(Lab.bench()));
    out.flush();
    return shell();
  }

  private static int shell() throws IOException {
    Path startup = Files.createTempFile("steadystate", ".jsh");
    try {
      Files.writeString(startup, resource(STARTUP));
      return JavaShellToolBuilder.builder()
          // Nothing of a learner's own shell is read or changed.
          .persistence(new TreeMap<>())
          .out(CompilerMistakes.to(System.out), System.out, System.out)
          .err(CompilerMistakes.to(System.err), System.err)
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
