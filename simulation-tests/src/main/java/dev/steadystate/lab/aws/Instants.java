package dev.steadystate.lab.aws;

import com.google.common.collect.Lists;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.api.Type;
import dev.steadystate.core.document.Document;
import java.util.List;

/** Turns the instants of a request, which a reader writes as dates, into the seconds of the API. */
final class Instants implements Type.Kinds<Object> {
  private final Object value;

  private Instants(Object value) {
    this.value = value;
  }

  static Object in(Type type, Object value) {
    return type.match(new Instants(value));
  }

  @Override
  public Object scalar(Type.Scalar type) {
    return type == Type.Scalar.TIMESTAMP && value instanceof String word
        ? Timestamps.read(word)
        : value;
  }

  @Override
  public Object integer(Type.Int type) {
    return value;
  }

  @Override
  public Object word(Type.Word type) {
    return value;
  }

  @Override
  public Object list(Type.ListOf type) {
    return value instanceof List<?> list
        ? Lists.transform(list, element -> in(type.element(), element))
        : value;
  }

  @Override
  public Object map(Type.MapOf type) {
    return value;
  }

  @Override
  public Object shape(Shape type) {
    if (!(value instanceof Document document)) {
      return value;
    }
    Document.Builder members = Document.builder();
    document
        .members()
        .forEach(
            (name, member) -> {
              Shape.Member known = type.members().get(name);
              members.put(name, known == null ? member : in(known.type(), member));
            });
    return members.build();
  }
}
