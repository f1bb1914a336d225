package dev.steadystate.testkit.scenario.tree;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.testkit.scenario.tree.Node.Entry;
import dev.steadystate.testkit.scenario.tree.Node.Kind;
import dev.steadystate.testkit.scenario.tree.Node.Mapping;
import dev.steadystate.testkit.scenario.tree.Node.Scalar;
import dev.steadystate.testkit.scenario.tree.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Builds a tree from the tokens of one JSON text. */
final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2 * Limits.DEPTH)
                  .maxStringLength(Limits.CHARACTERS)
                  .maxNameLength(Limits.CHARACTERS)
                  .maxNumberLength(1000)
                  .build())
          .build();

  private final JsonParser parser;
  private long nodes;

  private JsonTree(JsonParser parser) {
    this.parser = parser;
  }

  static Node read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new JsonTree(parser).document();
    } catch (JacksonException e) {
      throw (MalformedText)
          new MalformedText(position(e.getLocation()), "no JSON: " + e.getOriginalMessage())
              .initCause(e);
    }
  }

  private Node document() {
    parser.nextToken();
    Node root = node(1);
    if (parser.nextToken() != null) {
      throw new MalformedText(here(), "expected the end of the text after the first value");
    }
    return root;
  }

  private Node node(int depth) {
    Position at = here();
    Limits.checkDepth(depth, at);
    Limits.checkSize(++nodes, at);
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(at, depth);
      case START_ARRAY -> sequence(at, depth);
      case VALUE_STRING -> new Scalar(at, Kind.TEXT, parser.getString());
      case VALUE_NUMBER_INT -> number(at, Kind.INTEGER);
      case VALUE_NUMBER_FLOAT -> number(at, Kind.DECIMAL);
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(at, Kind.BOOLEAN, parser.getString());
      case VALUE_NULL -> new Scalar(at, Kind.NOTHING, "");
      default -> throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  private Node number(Position at, Kind kind) {
    return new Scalar(at, kind, Limits.checkNumber(parser.getString(), at));
  }

  private Node mapping(Position at, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Position keyAt = here();
      String key = parser.currentName();
      parser.nextToken();
      Entry before = entries.putIfAbsent(key, new Entry(keyAt, node(depth + 1)));
      if (before != null) {
        throw YamlTree.duplicate(key, keyAt, before.keyAt());
      }
    }
    return Mapping.of(at, ImmutableMap.copyOf(entries));
  }

  private Node sequence(Position at, int depth) {
    ImmutableList.Builder<Node> items = ImmutableList.builder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(depth + 1));
    }
    return Sequence.of(at, items.build());
  }

  private Position here() {
    return position(parser.currentTokenLocation());
  }

  private static Position position(TokenStreamLocation location) {
    return new Position(location.getLineNr(), location.getColumnNr());
  }
}
