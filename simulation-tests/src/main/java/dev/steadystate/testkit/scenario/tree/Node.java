package dev.steadystate.testkit.scenario.tree;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.regex.Pattern;

/** A part of a text: a mapping, a list or a scalar. */
public sealed interface Node {
  /** Returns where it begins. */
  Position at();

  /** Returns how many nodes it is made of, itself included, aliases counted as what they name. */
  long size();

  /** Returns what it is, for a sentence. */
  String description();

  /** Keys and values in the order of the text. */
  record Mapping(Position at, ImmutableMap<String, Entry> entries, long size) implements Node {
    static Mapping of(Position at, ImmutableMap<String, Entry> entries) {
      long size = 1;
      for (Entry entry : entries.values()) {
        size += 1 + entry.value().size();
      }
      return new Mapping(at, entries, size);
    }

    @Override
    public String description() {
      return "a mapping";
    }
  }

  /** A value and the place of its key. */
  record Entry(Position keyAt, Node value) {}

  /** Values in the order of the text. */
  record Sequence(Position at, ImmutableList<Node> items, long size) implements Node {
    static Sequence of(Position at, ImmutableList<Node> items) {
      long size = 1;
      for (Node item : items) {
        size += item.size();
      }
      return new Sequence(at, items, size);
    }

    @Override
    public String description() {
      return "a list";
    }
  }

  /**
   * Text, a number, a truth value or nothing.
   *
   * @param text as it was written, but for numbers that were not decimal
   */
  record Scalar(Position at, Kind kind, String text) implements Node {
    /** What would be a number or a truth value without its quotes. */
    private static final Pattern NO_TEXT_UNLESS_QUOTED = Pattern.compile("[-+]?[0-9.]+|true|false");

    @Override
    public long size() {
      return 1;
    }

    @Override
    public String description() {
      if (kind == Kind.NOTHING) {
        return "nothing";
      }
      boolean looksLikeMore = kind == Kind.TEXT && NO_TEXT_UNLESS_QUOTED.matcher(text).matches();
      return looksLikeMore ? "the text " + Quoted.of(text) : Quoted.of(text);
    }
  }

  /** What a scalar is. */
  enum Kind {
    TEXT,
    /** A whole number. */
    INTEGER,
    /** A number with a fraction or an exponent. */
    DECIMAL,
    BOOLEAN,
    /** JSON's null, or nothing at all after a key. */
    NOTHING
  }
}
