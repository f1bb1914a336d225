package dev.steadystate.lab.aws;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits what was typed into commands and these into words, as a POSIX shell does.
 *
 * <p>Quotes, backslashes, continued lines and comments mean what they mean in a shell. Whatever
 * would make the shell itself do something, such as a variable or a pipe, is refused. There is one
 * kindness: a line that does not begin with {@code aws} goes on with the command before it, so that
 * a command may be broken into lines without backslashes.
 */
final class ShellWords {
  private static final String COMMAND = "aws";

  private static final Pattern IDLE_REDIRECTION =
      Pattern.compile("(?:[12]|&)?>{1,2} *(?:/dev/null|\\$null|&[12])(?=\\s|$)");

  private final String text;
  private int at;

  private final ImmutableList.Builder<ImmutableList<String>> commands = ImmutableList.builder();
  private final List<String> words = new ArrayList<>();

  private ShellWords(String text) {
    this.text = text;
  }

  /** Returns the commands, each with its words; none has no words. */
  static ImmutableList<ImmutableList<String>> commands(String text) {
    return new ShellWords(text).split();
  }

  private ImmutableList<ImmutableList<String>> split() {
    boolean startsLine = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        skipLine();
      } else if (c == '\n') {
        startsLine = true;
        at++;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (isContinuation()) {
        at += lengthOfContinuation();
      } else if (lengthOfIdleRedirection() > 0) {
        at += lengthOfIdleRedirection();
      } else {
        String word = word();
        if (startsLine && word.equals(COMMAND)) {
          endCommand();
        }
        words.add(word);
        startsLine = false;
      }
    }
    endCommand();
    return commands.build();
  }

  /** Scripts send to nowhere what nobody is to read; here somebody reads it. */
  private int lengthOfIdleRedirection() {
    Matcher idle = IDLE_REDIRECTION.matcher(text).region(at, text.length());
    return idle.lookingAt() ? idle.end() - at : 0;
  }

  private void endCommand() {
    if (!words.isEmpty()) {
      commands.add(ImmutableList.copyOf(words));
      words.clear();
    }
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      char c = text.charAt(at);
      switch (c) {
        case '\'' -> word.append(singleQuoted());
        case '"' -> word.append(doubleQuoted());
        case '\\' -> {
          if (isContinuation()) {
            at += lengthOfContinuation();
          } else {
            word.append(escaped());
          }
        }
        default -> {
          refuseShell(c);
          word.append(c);
          at++;
        }
      }
    }
    return word.toString();
  }

  /** Everything up to the next single quote stands for itself. */
  private String singleQuoted() {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw new UsageException("the single quote at " + place() + " is never closed");
    }
    String quoted = text.substring(at + 1, end);
    at = end + 1;
    return quoted;
  }

  /** Within double quotes a backslash only hides what would otherwise mean something there. */
  private String doubleQuoted() {
    String place = place();
    StringBuilder quoted = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      refuseSubstitution(c);
      if (isContinuation()) {
        at += lengthOfContinuation();
      } else if (c == '\\'
          && at + 1 < text.length()
          && "$`\"\\".indexOf(text.charAt(at + 1)) >= 0) {
        quoted.append(escaped());
      } else {
        quoted.append(c);
        at++;
      }
    }
    if (at == text.length()) {
      throw new UsageException("the double quote at " + place + " is never closed");
    }
    at++;
    return quoted.toString();
  }

  private String escaped() {
    if (at + 1 == text.length()) {
      at++;
      return "";
    }
    String character = Character.toString(text.codePointAt(at + 1));
    at += 1 + character.length();
    return character;
  }

  /** Returns whether a backslash ends the line here; one with blanks behind it was meant to. */
  private boolean isContinuation() {
    return text.charAt(at) == '\\' && lengthOfContinuation() > 0;
  }

  private int lengthOfContinuation() {
    int end = at + 1;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\r')) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '\n' ? end + 1 - at : 0;
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void refuseShell(char c) {
    refuseSubstitution(c);
    switch (c) {
      case '|' ->
          throw new UsageException(
              "'|' belongs to a shell: give the command alone; what jq or grep would pick,"
                  + " --query picks, as in --query 'services[0].status'");
      case '&', ';' ->
          throw new UsageException(
              "'" + c + "' belongs to a shell: give one command at a time, or one a line");
      case '<', '>' ->
          throw new UsageException(
              "'"
                  + c
                  + "' redirects in a shell: write a value for what is in angle brackets, and leave"
                  + " out files for the output");
      case '(', ')' ->
          throw new UsageException("'" + c + "' belongs to a shell: quote the value it is part of");
      case '“', '”', '‘', '’' ->
          throw new UsageException(
              c + " quotes nothing: write a straight quote, \" or ', where a page made it pretty");
      default -> {}
    }
  }

  /** There is no shell that could know what to put here. */
  private void refuseSubstitution(char c) {
    if (c == '`') {
      throw new UsageException(
          "the lab runs no command in backticks: write its result, or put the value in single"
              + " quotes");
    }
    if (c != '$' || at + 1 == text.length()) {
      return;
    }
    char next = text.charAt(at + 1);
    if (next == '(') {
      throw new UsageException("the lab runs no command in $(...): write its result");
    }
    if (next == '{' || next == '_' || Character.isLetterOrDigit(next)) {
      throw new UsageException(
          "the lab knows no shell variables: write the value of " + variable() + " in its place");
    }
  }

  private String variable() {
    int end = at + 1;
    boolean braced = text.charAt(end) == '{';
    while (end < text.length()
        && (braced
            ? text.charAt(end) != '}'
            : Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return text.substring(at, Math.min(text.length(), braced ? end + 1 : end));
  }

  private String place() {
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    int column = at - text.lastIndexOf('\n', at - 1);
    return "line " + line + ", column " + column;
  }
}
