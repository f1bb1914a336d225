package dev.steadystate.lab.aws;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Cases in a text file: a line {@code $} with what is given, then a line {@code =} or {@code !}
 * with what comes of it. A line {@code @} holds for all cases below it.
 */
public final class Cases {
  private Cases() {}

  /** Returns for each case what is given, what comes of it with its sign, and what holds. */
  public static Stream<Arguments> of(String file) throws IOException {
    String text =
        Resources.toString(
            Resources.getResource("dev/steadystate/lab/aws/" + file), StandardCharsets.UTF_8);
    List<Arguments> cases = new ArrayList<>();
    String holds = "";
    String given = "";
    for (String line : Splitter.on('\n').split(text)) {
      if (line.startsWith("@ ")) {
        holds = line.substring(2);
      } else if (line.startsWith("$ ")) {
        given = line.substring(2);
      } else if (line.startsWith("= ") || line.startsWith("! ")) {
        cases.add(Arguments.of(given, line, holds));
      }
    }
    return cases.stream();
  }
}
