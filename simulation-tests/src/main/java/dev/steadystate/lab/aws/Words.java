package dev.steadystate.lab.aws;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.api.Type;
import dev.steadystate.core.document.Document;
import java.util.List;

/**
 * Turns words into the values that a type asks for: {@code "80"} into 80 where a number is wanted.
 * What does not fit stays a word, for {@link Validation} to refuse.
 */
final class Words implements Type.Kinds<Object> {
  private final Object words;

  private Words(Object words) {
    this.words = words;
  }

  /** Returns the words as a value of this type, as far as they can be one. */
  static Object as(Type type, Object words) {
    return type.match(new Words(words));
  }

  @Override
  public Object scalar(Type.Scalar type) {
    if (!(words instanceof String word)) {
      return words;
    }
    return switch (type) {
      case STRING, TIMESTAMP, DOCUMENT -> word;
      case BOOLEAN -> truth(word);
      case LONG -> Numbers.whole(word);
      case DOUBLE -> Numbers.decimal(word);
    };
  }

  /** A word that is neither true nor false stays one. */
  private static Object truth(String word) {
    return switch (Ascii.toLowerCase(word)) {
      case "true" -> true;
      case "false" -> false;
      default -> word;
    };
  }

  @Override
  public Object integer(Type.Int type) {
    return words instanceof String word ? Numbers.whole(word) : words;
  }

  @Override
  public Object word(Type.Word type) {
    return words;
  }

  /** A single word stands for a list of one. */
  @Override
  public Object list(Type.ListOf type) {
    List<?> list = words instanceof List<?> several ? several : ImmutableList.of(words);
    return Lists.transform(list, element -> as(type.element(), element));
  }

  @Override
  public Object map(Type.MapOf type) {
    if (!(words instanceof Document document)) {
      return words;
    }
    Document.Builder map = Document.builder();
    document.members().forEach((name, value) -> map.put(name, as(type.value(), value)));
    return map.build();
  }

  @Override
  public Object shape(Shape type) {
    if (!(words instanceof Document document)) {
      return words;
    }
    Document.Builder shape = Document.builder();
    document
        .members()
        .forEach(
            (name, value) -> {
              Shape.Member member = type.members().get(name);
              shape.put(name, member == null ? value : as(member.type(), value));
            });
    return shape.build();
  }
}
