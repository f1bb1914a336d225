package dev.steadystate.lab.aws.query;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import java.util.List;

/**
 * A query in JMESPath.
 *
 * <pre>{@code
 * Query.of("services[?runningCount < desiredCount].serviceName").in(answer)
 * }</pre>
 *
 * <p>A value is a {@code Map} from names to values, a {@code List} of them, a {@code String}, a
 * {@code Boolean}, a {@code Long} or {@code BigDecimal}, or {@link Null#NULL}.
 */
public final class Query {
  private final Expression expression;

  private Query(Expression expression) {
    this.expression = expression;
  }

  /**
   * Reads a query.
   *
   * @throws QueryException if it is none
   */
  public static Query of(String text) {
    return new Query(Parser.parse(text));
  }

  /** Returns what the query finds in a document. */
  public Object in(Document document) {
    return expression.of(plain(document));
  }

  /** Returns what the query finds in a value. */
  public Object in(Object value) {
    return expression.of(value);
  }

  /** Returns a document, or a value of one, as a value that queries take. */
  public static Object plain(Object value) {
    if (value instanceof Document document) {
      ImmutableMap.Builder<String, Object> members = ImmutableMap.builder();
      document.members().forEach((name, member) -> members.put(name, plain(member)));
      return members.buildOrThrow();
    }
    return value instanceof List<?> list ? Lists.transform(list, Query::plain) : value;
  }
}
