package dev.steadystate.core.model;

import com.google.common.base.CharMatcher;
import dev.steadystate.core.document.Document;

/** An attribute of a container instance, or one that a task requires; the value may be empty. */
public record Attribute(String name, String value) {
  private static final CharMatcher LETTERS_AND_DIGITS =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'));

  private static final CharMatcher NAME = LETTERS_AND_DIGITS.or(CharMatcher.anyOf("-_/\\."));
  private static final CharMatcher VALUE = LETTERS_AND_DIGITS.or(CharMatcher.anyOf("-_.@/\\: "));
  private static final int MAX_LENGTH = 128;

  /** Checks the letters of CQ-31. */
  public Attribute {
    if (name.isEmpty() || name.length() > MAX_LENGTH || !NAME.matchesAllOf(name)) {
      throw EcsException.invalidParameter(
          "the name of an attribute should be 1 to 128 letters, digits and -_/\\. but was "
              + Document.brief(name));
    }
    if (value.length() > MAX_LENGTH || !VALUE.matchesAllOf(value) || !value.equals(value.strip())) {
      throw EcsException.invalidParameter(
          "the value of an attribute should be at most 128 letters, digits, inner spaces and"
              + " -_.@/\\: but was "
              + Document.brief(value));
    }
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return Document.builder().put("name", name).putUnlessEmpty("value", value).build();
  }

  @Override
  public String toString() {
    return value.isEmpty() ? name : name + "=" + value;
  }
}
