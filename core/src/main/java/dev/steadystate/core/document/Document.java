package dev.steadystate.core.document;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * A JSON object as an immutable value, its members in the order in which they were written.
 *
 * <p>A member is a {@code Document}, an {@code ImmutableList} of members, a {@code String}, a
 * {@code Long}, a {@code java.math.BigDecimal} or a {@code Boolean}; there is no null.
 */
public record Document(ImmutableMap<String, Object> members) {
  private static final Document EMPTY = new Document(ImmutableMap.of());

  /** Returns the document without members. */
  public static Document empty() {
    return EMPTY;
  }

  /** Returns the member of this name. */
  public Optional<Object> get(String name) {
    return Optional.ofNullable(members.get(name));
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }
}
