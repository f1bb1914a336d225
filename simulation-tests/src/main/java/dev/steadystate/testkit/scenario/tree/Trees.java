package dev.steadystate.testkit.scenario.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads YAML and JSON into trees. */
public final class Trees {
  private Trees() {}

  /**
   * Returns the tree of a text.
   *
   * <p>YAML 1.2 with its core schema and the tags of that, one document; or JSON, of which YAML is
   * not quite a superset. Anchors and aliases are understood, and {@code <<} merges mappings.
   *
   * @throws MalformedText that says what is wrong and where
   */
  public static Node read(String text) {
    Limits.checkLength(text);
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String start = plain.stripLeading();
    if (start.isEmpty()) {
      throw new MalformedText("the text is empty");
    }
    if (start.charAt(0) == '{' || start.charAt(0) == '[') {
      return bracketed(plain);
    }
    return YamlTree.read(plain);
  }

  /** Returns the tree of these bytes, which must be UTF-8. */
  public static Node read(byte[] utf8) {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw (MalformedText) new MalformedText("the text is not UTF-8").initCause(e);
    }
  }

  /** Reads what looks like JSON; what is none may still be YAML in flow style. */
  private static Node bracketed(String text) {
    try {
      return JsonTree.read(text);
    } catch (MalformedText noJson) {
      try {
        return YamlTree.read(text);
      } catch (MalformedText noYaml) {
        boolean meantAsJson = text.stripLeading().substring(1).stripLeading().startsWith("\"");
        throw meantAsJson ? noJson : noYaml;
      }
    }
  }
}
