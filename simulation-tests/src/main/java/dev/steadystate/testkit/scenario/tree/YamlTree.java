package dev.steadystate.testkit.scenario.tree;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.testkit.scenario.tree.Node.Entry;
import dev.steadystate.testkit.scenario.tree.Node.Kind;
import dev.steadystate.testkit.scenario.tree.Node.Mapping;
import dev.steadystate.testkit.scenario.tree.Node.Scalar;
import dev.steadystate.testkit.scenario.tree.Node.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Builds a tree from the events of one YAML text. */
final class YamlTree {
  private static final String MERGE = "<<";
  private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,9})?");

  private static final String CORE = "tag:yaml.org,2002:";
  private static final ImmutableMap<String, Kind> SCALAR_TAGS =
      ImmutableMap.of(
          CORE + "str", Kind.TEXT,
          CORE + "int", Kind.INTEGER,
          CORE + "float", Kind.DECIMAL,
          CORE + "bool", Kind.BOOLEAN,
          CORE + "null", Kind.NOTHING);

  private final Iterator<Event> events;
  private final Map<Anchor, Node> anchors = new LinkedHashMap<>();
  private long nodes;

  private YamlTree(Iterator<Event> events) {
    this.events = events;
  }

  static Node read(String text) {
    Limits.checkLines(text);
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(Limits.CHARACTERS).setLabel("the text").build();
    try {
      return new YamlTree(new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      throw malformed(e);
    } catch (ReaderException e) {
      String character = String.format("U+%04X", e.getCodePoint());
      throw (MalformedText)
          new MalformedText("the character " + character + " is not allowed in YAML").initCause(e);
    } catch (YamlEngineException e) {
      throw (MalformedText) new MalformedText("no YAML: " + e.getMessage()).initCause(e);
    }
  }

  private Node document() {
    Event event = next();
    while (event.getEventId() != Event.ID.DocumentStart) {
      if (event.getEventId() == Event.ID.StreamEnd) {
        throw new MalformedText("the text holds nothing but comments");
      }
      event = next();
    }
    Node root = node(next(), 1);
    next();
    Event after = next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw new MalformedText(position(after), "expected one document, but found a second");
    }
    return root;
  }

  private Event next() {
    return events.next();
  }

  private Node node(Event event, int depth) {
    Position at = position(event);
    Limits.checkDepth(depth, at);
    if (event instanceof AliasEvent alias) {
      return alias(alias, at);
    }
    Optional<String> tag = tag(event, at);
    Node node =
        switch (event.getEventId()) {
          case Scalar -> tagged(tag, (ScalarEvent) event, at);
          case SequenceStart -> sequence(at, depth);
          case MappingStart -> mapping(at, depth);
          default -> throw new IllegalStateException("no node begins with " + event);
        };
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
    count(1, at);
    return node;
  }

  private void count(long more, Position at) {
    nodes += more;
    Limits.checkSize(nodes, at);
  }

  private Node alias(AliasEvent alias, Position at) {
    // An anchor is known only after its node has ended, so that no node holds itself.
    Node node = anchors.get(alias.getAlias());
    if (node == null) {
      throw new MalformedText(
          at, "the alias *" + alias.getAlias() + " stands for nothing before it");
    }
    count(node.size(), at);
    return node;
  }

  /** Returns the tag of YAML's core schema that a node carries; any other is refused. */
  private static Optional<String> tag(Event event, Position at) {
    Optional<String> tag =
        event instanceof CollectionStartEvent start
            ? start.getTag()
            : ((ScalarEvent) event).getTag();
    boolean fits =
        tag.isEmpty()
            || switch (event.getEventId()) {
              case Scalar -> SCALAR_TAGS.containsKey(tag.get());
              case MappingStart -> tag.get().equals(CORE + "map");
              default -> tag.get().equals(CORE + "seq");
            };
    if (!fits) {
      throw new MalformedText(at, "the tag " + Quoted.of(tag.get()) + " is not understood");
    }
    return tag;
  }

  /** Reads a scalar as what its tag says it is. */
  private static Scalar tagged(Optional<String> tag, ScalarEvent event, Position at) {
    if (tag.isEmpty()) {
      return scalar(event.isPlain(), event.getValue(), at);
    }
    Kind wanted = Objects.requireNonNull(SCALAR_TAGS.get(tag.get()));
    if (wanted == Kind.TEXT) {
      return new Scalar(at, Kind.TEXT, event.getValue());
    }
    Scalar scalar = scalar(true, event.getValue(), at);
    if (wanted == Kind.DECIMAL && scalar.kind() == Kind.INTEGER) {
      return new Scalar(at, Kind.DECIMAL, scalar.text());
    }
    if (scalar.kind() != wanted) {
      throw new MalformedText(
          at, Quoted.of(event.getValue()) + " is not what its tag " + tag.get() + " says");
    }
    return scalar;
  }

  private Node sequence(Position at, int depth) {
    ImmutableList.Builder<Node> items = ImmutableList.builder();
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      items.add(node(event, depth + 1));
    }
    return Sequence.of(at, items.build());
  }

  private Node mapping(Position at, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<Mapping> merged = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      Position keyAt = position(event);
      boolean merge =
          event instanceof ScalarEvent plain && plain.isPlain() && plain.getValue().equals(MERGE);
      String key = key(node(event, depth + 1));
      Node value = node(next(), depth + 1);
      if (merge) {
        addMerged(value, merged);
      } else {
        Entry before = entries.putIfAbsent(key, new Entry(keyAt, value));
        if (before != null) {
          throw duplicate(key, keyAt, before.keyAt());
        }
      }
    }
    for (Mapping from : merged) {
      from.entries().forEach(entries::putIfAbsent);
    }
    return Mapping.of(at, ImmutableMap.copyOf(entries));
  }

  static MalformedText duplicate(String key, Position at, Position before) {
    return new MalformedText(at, "the key " + Quoted.of(key) + " was already given in " + before);
  }

  private static void addMerged(Node value, List<Mapping> merged) {
    if (value instanceof Mapping mapping) {
      merged.add(mapping);
    } else if (value instanceof Sequence sequence) {
      sequence.items().forEach(item -> addMerged(item, merged));
    } else {
      throw new MalformedText(value.at(), "<< merges a mapping, but found " + value.description());
    }
  }

  private static String key(Node node) {
    if (node instanceof Scalar scalar && scalar.kind() != Kind.NOTHING) {
      return scalar.text();
    }
    throw new MalformedText(node.at(), "expected text as a key, but found " + node.description());
  }

  private static Scalar scalar(boolean plain, String text, Position at) {
    if (!plain) {
      return new Scalar(at, Kind.TEXT, text);
    }
    if (NOTHING.matcher(text).matches()) {
      return new Scalar(at, Kind.NOTHING, "");
    }
    if (BOOLEAN.matcher(text).matches()) {
      boolean isTrue = text.charAt(0) == 't' || text.charAt(0) == 'T';
      return new Scalar(at, Kind.BOOLEAN, Boolean.toString(isTrue));
    }
    if (INTEGER.matcher(text).matches()) {
      return new Scalar(at, Kind.INTEGER, Limits.checkNumber(text, at));
    }
    if (OCTAL.matcher(text).matches()) {
      return new Scalar(at, Kind.INTEGER, decimal(text, 8, at));
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return new Scalar(at, Kind.INTEGER, decimal(text, 16, at));
    }
    if (DECIMAL.matcher(text).matches()) {
      return new Scalar(at, Kind.DECIMAL, Limits.checkNumber(text, at));
    }
    return new Scalar(at, Kind.TEXT, text);
  }

  private static String decimal(String text, int radix, Position at) {
    if (text.length() > 20) {
      throw new MalformedText(at, "the number " + Quoted.of(text) + " is out of range");
    }
    return new BigInteger(text.substring(2), radix).toString();
  }

  private static Position position(Event event) {
    return position(event.getStartMark());
  }

  private static Position position(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Position(1, 1));
  }

  private static MalformedText malformed(MarkedYamlEngineException cause) {
    String context = cause.getContext() == null ? "" : cause.getContext() + ": ";
    MalformedText malformed =
        new MalformedText(
            position(cause.getProblemMark().or(cause::getContextMark)),
            "no YAML: " + context + cause.getProblem());
    malformed.initCause(cause);
    return malformed;
  }
}
