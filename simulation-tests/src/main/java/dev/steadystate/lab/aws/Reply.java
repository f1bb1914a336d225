package dev.steadystate.lab.aws;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a command prints.
 *
 * @param exitCode 0 when all went well, and else what the AWS CLI exits with
 * @param output what it prints on standard output
 * @param note what it has to say of the simulation
 * @param error what it prints on standard error
 */
public record Reply(int exitCode, String output, String note, String error) {
  static final int OK = 0;
  static final int USAGE = 252;
  static final int REFUSED = 254;
  static final int FAILED = 255;

  static Reply output(String text) {
    return new Reply(OK, text, "", "");
  }

  static Reply error(int exitCode, String sentence) {
    return new Reply(exitCode, "", "", sentence);
  }

  Reply withNote(String sentence) {
    return new Reply(exitCode, output, sentence, error);
  }

  /** Returns the replies one below the other, with the exit code of the last. */
  static Reply all(List<Reply> replies) {
    if (replies.size() == 1) {
      return replies.get(0);
    }
    int exitCode = replies.isEmpty() ? OK : replies.get(replies.size() - 1).exitCode();
    return new Reply(exitCode, joined(replies.stream().map(Reply::toString)), "", "");
  }

  private static String joined(Stream<String> texts) {
    return texts.filter(text -> !text.isEmpty()).collect(joining("\n"));
  }

  /** Returns everything, as a terminal shows it. */
  @Override
  public String toString() {
    return joined(Stream.of(output, note, error));
  }
}
