package dev.steadystate.core.api;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a schema from its resource, whose first lines say how it is written. */
final class SchemaText {
  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

  private static final String ANSWERED = "  ^ ";

  private final Map<String, Type> types = new LinkedHashMap<>();
  private final ImmutableMap.Builder<String, Type> actions = ImmutableMap.builder();

  private SchemaText() {
    for (Type.Scalar scalar : Type.Scalar.values()) {
      types.put(scalar.apiName(), scalar);
    }
  }

  /** Returns the requests of all actions. */
  static ImmutableMap<String, Type> read(String resource) {
    SchemaText text = new SchemaText();
    Splitter.on("\n\n")
        .split(textOf(resource))
        .forEach(block -> text.readBlock(Splitter.on('\n').omitEmptyStrings().splitToList(block)));
    return text.actions.buildOrThrow();
  }

  private void readBlock(List<String> lines) {
    if (lines.get(0).startsWith("shape ")) {
      ImmutableMap.Builder<String, Shape.Member> members = ImmutableMap.builder();
      ImmutableSet.Builder<String> answered = ImmutableSet.builder();
      for (String line : lines.subList(1, lines.size())) {
        if (line.startsWith(ANSWERED)) {
          answered.addAll(WORDS.split(line.substring(ANSWERED.length())));
        } else {
          addMember(line, members);
        }
      }
      types.put(
          WORDS.splitToList(lines.get(0)).get(1),
          new Shape(members.buildOrThrow(), answered.build()));
    } else {
      lines.forEach(this::readLine);
    }
  }

  private void readLine(String line) {
    List<String> words = WORDS.splitToList(line);
    String name = words.get(words.size() == 1 ? 0 : 1);
    if (line.startsWith("enum ")) {
      types.put(name, new Type.Word(ImmutableList.copyOf(words.subList(2, words.size()))));
    } else if (line.startsWith("action ")) {
      actions.put(name, type(words.get(2), Type.Range.ANY));
    }
  }

  private void addMember(String line, ImmutableMap.Builder<String, Shape.Member> members) {
    List<String> words = WORDS.splitToList(line);
    Type.Range range = words.size() > 2 ? range(words.get(2)) : Type.Range.ANY;
    List<String> marked = Splitter.on('~').limit(2).splitToList(words.get(0));
    boolean required = marked.get(0).endsWith("!");
    String name = required ? marked.get(0).substring(0, marked.get(0).length() - 1) : marked.get(0);
    Optional<ImmutableSet<String>> harmless =
        marked.size() == 1
            ? Optional.empty()
            : Optional.of(ImmutableSet.copyOf(Splitter.on(',').split(marked.get(1))));
    members.put(name, new Shape.Member(type(words.get(1), range), required, harmless));
  }

  private Type type(String word, Type.Range range) {
    if (word.equals("integer")) {
      return new Type.Int(range);
    }
    String inner = word.substring(1, word.length() - 1);
    if (word.startsWith("[")) {
      return new Type.ListOf(type(inner, Type.Range.ANY), range);
    }
    if (word.startsWith("{")) {
      return new Type.MapOf(type(inner, Type.Range.ANY));
    }
    Type type = types.get(word);
    if (type == null) {
      throw new IllegalStateException("the schema names " + word + " before it defines it");
    }
    return type;
  }

  /** Reads {@code 1..10}, or {@code 1..} without an upper bound. */
  private static Type.Range range(String word) {
    List<String> bounds = Splitter.on("..").splitToList(word);
    return new Type.Range(
        Integer.parseInt(bounds.get(0)),
        bounds.get(1).isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(bounds.get(1)));
  }

  private static String textOf(String resource) {
    try {
      return Resources.toString(
          Resources.getResource(SchemaText.class, resource), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
