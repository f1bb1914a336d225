package dev.steadystate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.File;
import java.util.List;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/** A JShell prompt at which examples are typed. */
final class Prompt implements AutoCloseable {
  private final JShell shell = JShell.builder().executionEngine("local").build();

  Prompt() {
    Splitter.on(File.pathSeparatorChar)
        .split(System.getProperty("java.class.path"))
        .forEach(shell::addToClasspath);
  }

  /** Types a piece and demands that it is understood and goes well. */
  void type(String piece) {
    String left = piece;
    while (!left.isBlank()) {
      var analysis = shell.sourceCodeAnalysis().analyzeCompletion(left);
      String source = analysis.source() == null ? left : analysis.source();
      run(source);
      left = analysis.source() == null ? "" : analysis.remaining();
    }
  }

  private void run(String source) {
    for (SnippetEvent event : shell.eval(source)) {
      assertThat(event.status())
          .as(() -> source + "\n" + problems(event.snippet()))
          .isNotIn(Snippet.Status.REJECTED, Snippet.Status.RECOVERABLE_NOT_DEFINED);
      if (event.exception() != null) {
        throw new Thrown(told(event), event.exception());
      }
    }
  }

  /** An example threw this, which may be what its text claims. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;

    Thrown(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static String told(SnippetEvent event) {
    return event.exception() instanceof EvalException thrown
        ? String.valueOf(thrown.getMessage())
        : event.exception().toString();
  }

  private String problems(Snippet snippet) {
    List<String> problems =
        shell.diagnostics(snippet).map((Diag diag) -> diag.getMessage(null)).toList();
    return String.join("\n", problems);
  }

  @Override
  public void close() {
    shell.close();
  }
}
