package dev.steadystate.lab.aws;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.api.Type;
import dev.steadystate.core.document.Document;
import dev.steadystate.lab.aws.query.Query;
import dev.steadystate.lab.aws.query.Text;

/** A request with every member in it and nothing said: a form to fill in. */
final class Skeleton implements Type.Kinds<Object> {
  private static final int INDENT = 4;

  private Skeleton() {}

  static String json(Shape request) {
    return Text.indented(of(request), INDENT);
  }

  static String yaml(Shape request) {
    return YamlText.of(of(request));
  }

  private static Object of(Shape request) {
    return Query.plain(request.match(new Skeleton()));
  }

  @Override
  public Object scalar(Type.Scalar type) {
    return switch (type) {
      case STRING -> "";
      case BOOLEAN -> true;
      case LONG, DOUBLE -> 0;
      case TIMESTAMP -> "1970-01-01T00:00:00";
      case DOCUMENT -> Document.empty();
    };
  }

  @Override
  public Object integer(Type.Int type) {
    return 0;
  }

  @Override
  public Object word(Type.Word type) {
    return type.words().get(0);
  }

  @Override
  public Object list(Type.ListOf type) {
    return ImmutableList.of(type.element().match(this));
  }

  @Override
  public Object map(Type.MapOf type) {
    return Document.of("KeyName", type.value().match(this));
  }

  @Override
  public Object shape(Shape type) {
    Document.Builder members = Document.builder();
    type.members().forEach((name, member) -> members.put(name, member.type().match(this)));
    return members.build();
  }
}
