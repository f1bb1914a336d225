package dev.steadystate.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The real program in a real pseudo-terminal of 80 columns and 24 lines, which {@code script} of
 * util-linux makes.
 */
final class Terminal80By24 implements AutoCloseable {
  static final String WHY_NOT =
      "no pseudo-terminal without /usr/bin/script, which util-linux brings";

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final Pattern CONTROL =
      Pattern.compile("\u001b\\[[0-9;?]*[a-zA-Z]|\u001b[=>]|\u001b\\][^\u0007]*\u0007|[\r\u0007]");
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private final Process process;
  private final StringBuilder output = new StringBuilder();
  private int seen;

  private Terminal80By24(Process process) {
    this.process = process;
    Thread reader = new Thread(this::readAll, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  /** Returns whether this machine has what makes a terminal. */
  static boolean isPossible() {
    return Files.isExecutable(SCRIPT);
  }

  static Terminal80By24 open() throws IOException {
    String lab =
        LabProgram.command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "stty cols 80 rows 24; exec ", ""));
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), "-qefc", lab, "/dev/null").redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new Terminal80By24(builder.start());
  }

  private void readAll() {
    char[] characters = new char[4096];
    try (Reader in = new InputStreamReader(process.getInputStream(), UTF_8)) {
      for (int n = in.read(characters); n >= 0; n = in.read(characters)) {
        synchronized (output) {
          output.append(characters, 0, n);
          output.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Presses these keys. */
  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Types a line and returns what is on the screen until the next prompt. */
  String answer(String line) throws IOException, InterruptedException {
    type(line + "\r");
    String echoed = await("\n");
    return echoed + await("ecs> ");
  }

  /** Types a line and returns what is printed before the next prompt. */
  String answerTo(String line) throws IOException, InterruptedException {
    type(line + "\r");
    await("\n");
    String printed = await("ecs> ");
    return printed.substring(0, printed.length() - "ecs> ".length());
  }

  /** Types lines that are complete with the last, and returns what is printed then. */
  String answerToLines(String... lines) throws IOException, InterruptedException {
    for (int i = 0; i < lines.length - 1; i++) {
      type(lines[i] + "\r");
      await("...> ");
    }
    // The editor goes down all its lines once more.
    return CharMatcher.is('\n').trimLeadingFrom(answerTo(lines[lines.length - 1]));
  }

  /** Waits until this appears and returns what came since the last wait, up to its end. */
  String await(String text) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    synchronized (output) {
      while (true) {
        String all = CONTROL.matcher(output).replaceAll("");
        int at = all.indexOf(text, seen);
        if (at >= 0) {
          String since = all.substring(seen, at + text.length());
          seen = at + text.length();
          return since;
        }
        if (System.nanoTime() > until) {
          throw new AssertionError(
              "waited for '"
                  + text
                  + "' but found:\n"
                  + all.substring(Math.min(seen, all.length())));
        }
        output.wait(100);
      }
    }
  }

  /** Returns all that came, control sequences and all. */
  String raw() {
    synchronized (output) {
      return output.toString();
    }
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
