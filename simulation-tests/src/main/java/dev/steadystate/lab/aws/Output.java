package dev.steadystate.lab.aws;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import dev.steadystate.lab.aws.query.Query;
import dev.steadystate.lab.aws.query.QueryException;
import dev.steadystate.lab.aws.query.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a command prints what ECS answered: the part that a query picks, in one of some forms. */
final class Output {
  private static final int INDENT = 4;

  /** The numbers of ECS that may be fractions; the CLI shows that they may. */
  private static final ImmutableSet<String> FRACTIONS =
      ImmutableSet.of(
          "doubleValue", "requestedProductionTrafficWeight", "requestedTestTrafficWeight");

  private final Format format;
  private final Optional<Query> query;

  private Output(Format format, Optional<Query> query) {
    this.format = format;
    this.query = query;
  }

  /** A way to print a value. */
  private enum Format {
    JSON {
      @Override
      String print(String action, Object value) {
        return Text.indented(value, INDENT);
      }
    },
    TEXT {
      @Override
      String print(String action, Object value) {
        return TabbedText.of(value);
      }
    },
    YAML {
      @Override
      String print(String action, Object value) {
        return YamlText.of(value);
      }
    },
    TABLE {
      @Override
      String print(String action, Object value) {
        return TableText.of(action, value);
      }
    };

    abstract String print(String action, Object value);
  }

  /** Returns the output that the options ask for. */
  static Output of(CommandLine line) {
    return new Output(format(line), line.word("--query").map(Output::query));
  }

  private static Format format(CommandLine line) {
    return switch (line.word("--output").orElse("json")) {
      case "json" -> Format.JSON;
      case "text" -> Format.TEXT;
      case "yaml" -> Format.YAML;
      case "table" -> Format.TABLE;
      default ->
          throw UsageException.argument(
              "--output", "Invalid choice, valid choices are: json, text, table, yaml");
    };
  }

  private static Query query(String text) {
    try {
      return Query.of(text);
    } catch (QueryException e) {
      throw new UsageException(
          "Bad value for --query " + text + ": Invalid jmespath expression: " + e.getMessage());
    }
  }

  /** Returns what is printed of the answer to an action; of an empty one that is nothing. */
  String print(String action, Document answer) {
    if (answer.isEmpty()) {
      return "";
    }
    Object value = shown("", answer);
    try {
      return format.print(action, query.isPresent() ? query.get().in(value) : value);
    } catch (QueryException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns a value of an answer as the CLI sees it: instants and fractions look like it. */
  private static Object shown(String name, Object value) {
    if (value instanceof Document document) {
      ImmutableMap.Builder<String, Object> members = ImmutableMap.builder();
      for (Map.Entry<String, Object> member : document.members().entrySet()) {
        members.put(member.getKey(), shown(member.getKey(), member.getValue()));
      }
      return members.buildOrThrow();
    }
    if (value instanceof List<?> list) {
      return Lists.transform(list, element -> shown("", element));
    }
    if (Timestamps.isOne(name, value)) {
      return Timestamps.write(value);
    }
    return FRACTIONS.contains(name) && value instanceof Long ? new BigDecimal(value + ".0") : value;
  }
}
