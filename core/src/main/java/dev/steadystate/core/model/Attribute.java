package dev.steadystate.core.model;

import dev.steadystate.core.document.Document;

/** An attribute of a container instance, or one that a task requires; the value may be empty. */
public record Attribute(String name, String value) {
  private static final Letters NAME = Letters.digitsAnd("-_/\\.");
  private static final Letters VALUE = Letters.digitsAnd("-_.@/\\: ");
  private static final int MAX_LENGTH = 128;

  /** Checks the letters of CQ-31. */
  public Attribute {
    if (name.isEmpty() || name.length() > MAX_LENGTH || !NAME.make(name)) {
      throw EcsException.invalidParameter(
          "the name of an attribute should be 1 to 128 letters, digits and -_/\\. but was "
              + Document.brief(name));
    }
    if (value.length() > MAX_LENGTH || !VALUE.make(value) || !value.equals(value.strip())) {
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
