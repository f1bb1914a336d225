package dev.steadystate.testkit.scenario;

import dev.steadystate.core.api.Schema;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.testkit.scenario.tree.MalformedText;
import dev.steadystate.testkit.scenario.tree.Node;
import dev.steadystate.testkit.scenario.tree.Node.Entry;
import dev.steadystate.testkit.scenario.tree.Node.Mapping;
import dev.steadystate.testkit.scenario.tree.Node.Sequence;
import dev.steadystate.testkit.scenario.tree.Quoted;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses members that an action does not know. A file that misspells one would tell another story
 * than it seems to, so this is a mistake of the file; whatever else ECS refuses, it refuses when
 * the call is made.
 */
final class UnknownMember {
  private static final Pattern REFUSAL =
      Pattern.compile("Unknown member ([^ ,]+)(?:, did you mean (.*)\\?|(.*))");
  private static final Pattern PART = Pattern.compile("([^.\\[]+)|\\[([0-9]+)\\]");

  private UnknownMember() {}

  static void check(String action, Document input, Value value) {
    try {
      Schema.check(action, input);
    } catch (EcsException e) {
      Matcher refusal = REFUSAL.matcher(String.valueOf(e.getMessage()));
      if (refusal.matches()) {
        throw unknown(value, refusal);
      }
    }
  }

  /** Returns the refusal of the member, which stands where its name does. */
  private static MalformedText unknown(Value value, Matcher refusal) {
    String path = refusal.group(1);
    int last = path.lastIndexOf('.');
    String name = path.substring(last + 1);
    Mapping within = (Mapping) node(value.node(), last < 0 ? "" : path.substring(0, last));
    String hint =
        refusal.group(2) == null
            ? refusal.group(3)
            : ", the nearest known key is '" + refusal.group(2) + "'";
    String where = last < 0 ? value.path() : value.path() + "." + path.substring(0, last);
    return new MalformedText(
        entry(within, name).keyAt(), where + ": unknown key " + Quoted.of(name) + hint);
  }

  /** Returns the node to which a path such as {@code containerDefinitions[0]} leads. */
  private static Node node(Node from, String path) {
    Node place = from;
    Matcher part = PART.matcher(path);
    while (part.find()) {
      place =
          part.group(1) == null
              ? ((Sequence) place).items().get(Integer.parseInt(part.group(2)))
              : entry((Mapping) place, part.group(1)).value();
    }
    return place;
  }

  private static Entry entry(Mapping mapping, String name) {
    return Objects.requireNonNull(mapping.entries().get(name));
  }
}
