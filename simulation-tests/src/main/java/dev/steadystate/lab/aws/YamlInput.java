package dev.steadystate.lab.aws;

import static com.google.common.collect.ImmutableList.toImmutableList;

import dev.steadystate.core.document.Document;
import dev.steadystate.lab.aws.query.Null;
import dev.steadystate.lab.aws.query.Text;
import dev.steadystate.testkit.scenario.tree.MalformedText;
import dev.steadystate.testkit.scenario.tree.Node;
import dev.steadystate.testkit.scenario.tree.Trees;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a request in YAML, as {@code --cli-input-yaml} takes it. */
final class YamlInput {
  private YamlInput() {}

  static Document read(String text) {
    Node root;
    try {
      root = Trees.read(text);
    } catch (MalformedText e) {
      throw new UsageException("Invalid YAML received: " + e.getMessage());
    }
    if (!(root instanceof Node.Mapping)) {
      throw new UsageException("Invalid YAML received: a mapping is wanted");
    }
    return (Document) Values.json(Text.of(plain(root)));
  }

  private static Object plain(Node node) {
    if (node instanceof Node.Mapping mapping) {
      Map<String, Object> members = new LinkedHashMap<>();
      mapping.entries().forEach((name, entry) -> members.put(name, plain(entry.value())));
      return members;
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream().map(YamlInput::plain).collect(toImmutableList());
    }
    Node.Scalar scalar = (Node.Scalar) node;
    return switch (scalar.kind()) {
      case TEXT -> scalar.text();
      case INTEGER, DECIMAL -> new BigDecimal(scalar.text());
      case BOOLEAN -> Boolean.valueOf(scalar.text());
      case NOTHING -> Null.NULL;
    };
  }
}
