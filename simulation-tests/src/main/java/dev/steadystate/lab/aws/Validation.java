package dev.steadystate.lab.aws;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.api.Type;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the AWS CLI itself checks before it sends a request: the names of members, which of them are
 * required, and what kind of value each has. The rest is for ECS to refuse.
 */
final class Validation implements Type.Kinds<List<String>> {
  private static final String TEXT = "<class 'str'>";
  private static final String WHOLE = "<class 'int'>";
  private static final String DECIMAL = "<class 'float'>, <class 'decimal.Decimal'>, " + WHOLE;
  private static final String TRUTH = "<class 'bool'>";
  private static final String LIST = "<class 'list'>";
  private static final String OBJECT = "<class 'dict'>";

  private final String path;
  private final Object value;

  private Validation(String path, Object value) {
    this.path = path;
    this.value = value;
  }

  /** Refuses a request that the CLI would not send, with everything that is wrong with it. */
  static void check(Shape request, Document input) {
    List<String> errors = request.match(new Validation("", input));
    if (!errors.isEmpty()) {
      throw new UsageException("Parameter validation failed:\n" + Joiner.on('\n').join(errors));
    }
  }

  @Override
  public List<String> scalar(Type.Scalar type) {
    return switch (type) {
      case STRING -> expect(value instanceof String, TEXT);
      case BOOLEAN -> expect(value instanceof Boolean, TRUTH);
      case LONG -> expect(value instanceof Long, WHOLE);
      case DOUBLE -> expect(isNumber(), DECIMAL);
      case TIMESTAMP -> expect(isNumber(), "<class 'datetime.datetime'>, timestamp-string");
      case DOCUMENT -> ImmutableList.of();
    };
  }

  @Override
  public List<String> integer(Type.Int type) {
    return expect(value instanceof Long, WHOLE);
  }

  @Override
  public List<String> word(Type.Word type) {
    return expect(value instanceof String, TEXT);
  }

  @Override
  public List<String> list(Type.ListOf type) {
    if (!(value instanceof List<?> list)) {
      return expect(false, LIST + ", <class 'tuple'>");
    }
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      errors.addAll(type.element().match(new Validation(path + "[" + i + "]", list.get(i))));
    }
    return errors;
  }

  @Override
  public List<String> map(Type.MapOf type) {
    if (!(value instanceof Document document)) {
      return expect(false, OBJECT);
    }
    List<String> errors = new ArrayList<>();
    document
        .members()
        .forEach((name, member) -> errors.addAll(type.value().match(inner(name, member))));
    return errors;
  }

  @Override
  public List<String> shape(Shape type) {
    if (!(value instanceof Document document)) {
      return expect(false, OBJECT);
    }
    List<String> errors = new ArrayList<>();
    type.members()
        .forEach(
            (name, member) -> {
              if (member.required() && !document.has(name)) {
                errors.add("Missing required parameter in " + place() + ": \"" + name + "\"");
              }
            });
    for (String name : document.members().keySet()) {
      if (!type.members().containsKey(name)) {
        errors.add(unknown(name, type));
      }
    }
    for (Map.Entry<String, Object> entry : document.members().entrySet()) {
      Shape.Member member = type.members().get(entry.getKey());
      if (member != null) {
        errors.addAll(member.type().match(inner(entry.getKey(), entry.getValue())));
      }
    }
    return errors;
  }

  private Validation inner(String name, Object member) {
    return new Validation(path.isEmpty() ? name : path + "." + name, member);
  }

  private String unknown(String name, Shape type) {
    return "Unknown parameter in "
        + place()
        + ": \""
        + name
        + "\", must be one of: "
        + Joiner.on(", ").join(type.members().keySet())
        + Nearest.to(name, type.members().keySet())
            .map(nearest -> "\nDid you mean \"" + nearest + "\"?")
            .orElse("");
  }

  private String place() {
    return path.isEmpty() ? "input" : path;
  }

  private boolean isNumber() {
    return value instanceof Long || value instanceof BigDecimal;
  }

  private List<String> expect(boolean holds, String types) {
    return holds
        ? ImmutableList.of()
        : ImmutableList.of(
            "Invalid type for parameter "
                + path
                + ", value: "
                + shown(value)
                + ", type: "
                + typeOf(value)
                + ", valid types: "
                + types);
  }

  private static String typeOf(Object value) {
    return value instanceof String
        ? TEXT
        : value instanceof Boolean
            ? TRUTH
            : value instanceof Long
                ? WHOLE
                : value instanceof BigDecimal
                    ? "<class 'float'>"
                    : value instanceof List ? LIST : OBJECT;
  }

  /** The CLI shows what it was given; quotes only within lists and objects. */
  private static String shown(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    return value instanceof String text
        ? text
        : Document.brief(value).replace('"', '\'').replace(",", ", ");
  }
}
