package dev.steadystate.placement.query;

import static com.google.common.base.Strings.lenientFormat;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.placement.query.Subject.Attribute;
import java.util.Optional;

/** Reads the name of a subject, and helps who misspelt it. */
final class SubjectName {

  private static final ImmutableList<String> KNOWN =
      Subject.NAMED.stream().map(Subject::toString).collect(toImmutableList());

  private SubjectName() {}

  static Subject<?> take(Lexer lexer) {
    int start = lexer.next();
    String name = lexer.takeSubject();
    if (name.isEmpty()) {
      throw lexer.expected("a subject");
    }
    if (name.startsWith(Attribute.PREFIX)) {
      return attribute(name.substring(Attribute.PREFIX.length()), start, lexer);
    }
    return Subject.NAMED.stream()
        .filter(subject -> subject.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> lexer.error(unknown(name), start));
  }

  private static Attribute attribute(String name, int start, Lexer lexer) {
    if (name.isEmpty()) {
      throw lexer.expected("a name after attribute:");
    }
    if (name.length() > Attribute.LONGEST_NAME) {
      throw lexer.error(
          lenientFormat(
              "expected an attribute name of at most %s characters, but found one of %s",
              Attribute.LONGEST_NAME, name.length()),
          start + Attribute.PREFIX.length());
    }
    return new Attribute(name);
  }

  /** Names the nearest subject: the attribute of that name if only the prefix is misspelt. */
  private static String unknown(String name) {
    int colon = name.indexOf(':') + 1;
    Optional<String> nearest =
        NearestName.to(name, KNOWN)
            .or(
                () ->
                    NearestName.to(name.substring(0, colon), ImmutableList.of(Attribute.PREFIX))
                        .map(prefix -> prefix + Lexer.shown(name.substring(colon))));
    return lenientFormat(
        "unknown subject '%s', %s",
        Lexer.shown(name),
        nearest
            .map(meant -> "did you mean " + meant + "?")
            .orElse("expected one of " + KNOWN + " or attribute:NAME"));
  }
}
