package dev.steadystate.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.lab.lesson.Lessons;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Passes on what JShell prints, and tells in the lab's words what its compiler has against a line.
 * Of many complaints about one line, the first is told.
 */
final class CompilerMistakes extends OutputStream {
  private static final String HEADING = "Error:";
  private static final Pattern MARKER = Pattern.compile(" *\\^(?:-*\\^|-*\\.\\.\\.)?");
  private static final int LONGEST = 40;
  private static final ImmutableSortedSet<String> VERBS =
      Stream.of(Lab.class, Lessons.class)
          .flatMap(verbs -> Arrays.stream(verbs.getMethods()))
          .filter(verb -> Modifier.isStatic(verb.getModifiers()))
          .map(Method::getName)
          .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));

  private final PrintStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> block = new ArrayList<>();
  private String lineAtFault = "";
  private ImmutableList<String> firstOfIt = ImmutableList.of();

  private CompilerMistakes(PrintStream out) {
    this.out = out;
  }

  /** Returns a stream that prints there. */
  static PrintStream to(PrintStream out) {
    return new PrintStream(new CompilerMistakes(out), true, UTF_8);
  }

  @Override
  public void write(int b) {
    line.write(b);
    if (b == '\n') {
      lineEnds();
    } else if (block.isEmpty() && !HEADING.startsWith(line.toString(UTF_8))) {
      passOn();
    }
  }

  /** What is no line yet may be a prompt; but the beginning of a complaint waits for its end. */
  @Override
  public void flush() {
    out.flush();
  }

  private void passOn() {
    out.write(line.toByteArray(), 0, line.size());
    line.reset();
    lineAtFault = "";
  }

  private void lineEnds() {
    String text = line.toString(UTF_8).stripTrailing();
    if (block.isEmpty() && !text.equals(HEADING)) {
      passOn();
      return;
    }
    line.reset();
    block.add(text);
    if (block.size() > 2 && MARKER.matcher(text).matches()) {
      tell(ImmutableList.copyOf(block));
      block.clear();
    } else if (block.size() > LONGEST) {
      block.forEach(out::println);
      block.clear();
    }
  }

  private void tell(ImmutableList<String> complaint) {
    String source = complaint.get(complaint.size() - 2);
    boolean isNew = !source.equals(lineAtFault) || complaint.equals(firstOfIt);
    if (isNew) {
      lineAtFault = source;
      firstOfIt = complaint;
      mistake(complaint, source).told(VERBS).forEach(out::println);
    }
  }

  private static CompilerMistake mistake(ImmutableList<String> complaint, String source) {
    String marker = complaint.get(complaint.size() - 1);
    int from = Math.min(marker.indexOf('^'), source.length());
    int to = Math.min(marker.length(), source.length());
    return new CompilerMistake(complaint.subList(1, complaint.size() - 2), source, from, to);
  }
}
