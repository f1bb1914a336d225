package dev.steadystate.core.document;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as an immutable value, its members in the order in which they were written.
 *
 * <p>A member is a {@code Document}, an {@code ImmutableList} of members, a {@code String}, a
 * {@code Boolean} or a number; there is no null. A number is a {@code Long} when it is whole and
 * fits one, and otherwise a {@code java.math.BigDecimal} without trailing zeros, so {@code 1},
 * {@code 1.0} and {@code 10e-1} are one value. Whatever is put into a document is brought to this
 * form, or refused with an {@code IllegalArgumentException} that says why.
 *
 * <pre>{@code
 * Document.builder().put("family", "web").put("cpu", 256).build()   // {"family":"web","cpu":256}
 * }</pre>
 */
public final class Document {
  /** How many documents and lists may lie inside one another. */
  public static final int MAX_DEPTH = 100;

  /** The length of the longest text that a document takes, in characters. */
  public static final int MAX_TEXT = 1 << 20;

  private static final Document EMPTY = new Document(ImmutableMap.<String, Object>of());

  private final ImmutableMap<String, Object> members;

  private final int depth;

  /** Makes a document of these members, each brought to the form described above. */
  public Document(Map<String, ?> members) {
    this(Values.ofMembers(members));
  }

  private Document(ImmutableMap<String, Object> wellFormed) {
    this.members = wellFormed;
    this.depth = Values.depth(wellFormed.values());
  }

  /** Returns the document without members. */
  public static Document empty() {
    return EMPTY;
  }

  /** Returns a document of one member. */
  public static Document of(String name, Object value) {
    return builder().put(name, value).build();
  }

  /** Returns this value in the form in which documents keep it. */
  public static Object valueOf(Object value) {
    return Values.of(value, MAX_DEPTH - 1);
  }

  /** Returns this value as JSON, cut to what a sentence has room for. */
  public static String brief(Object value) {
    return Writing.brief(value);
  }

  /** Returns a builder, which keeps the order in which members are put. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the members in the order in which they were written. */
  public ImmutableMap<String, Object> members() {
    return members;
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Returns the member of this name. */
  public Optional<Object> get(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /** Returns the text of this name. */
  public Optional<String> string(String name) {
    return member(name, String.class, "a string");
  }

  /** Returns the truth of this name. */
  public Optional<Boolean> bool(String name) {
    return member(name, Boolean.class, "true or false");
  }

  /** Returns the document of this name. */
  public Optional<Document> document(String name) {
    return member(name, Document.class, "an object");
  }

  /** Returns the whole number of this name. */
  public OptionalLong longInteger(String name) {
    Optional<Long> value = member(name, Long.class, "a whole number");
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }

  /** Returns the whole number of this name, which must fit an {@code int}. */
  public OptionalInt integer(String name) {
    OptionalLong value = longInteger(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if ((int) value.getAsLong() != value.getAsLong()) {
      throw mismatch(name, "a 32-bit integer", value.getAsLong());
    }
    return OptionalInt.of((int) value.getAsLong());
  }

  /** Returns the list of this name, empty when there is none. */
  public ImmutableList<Object> list(String name) {
    return list(name, Object.class, "a list");
  }

  /** Returns the list of texts of this name, empty when there is none. */
  public ImmutableList<String> strings(String name) {
    return list(name, String.class, "a list of strings");
  }

  /** Returns the list of documents of this name, empty when there is none. */
  public ImmutableList<Document> documents(String name) {
    return list(name, Document.class, "a list of objects");
  }

  /** Returns this document with one member set, in its old place if it had one. */
  public Document with(String name, Object value) {
    return toBuilder().put(name, value).build();
  }

  /** Returns this document with all members of the other, whose values win. */
  public Document with(Document other) {
    return other.isEmpty() ? this : toBuilder().putAll(other).build();
  }

  /** Returns this document without these members. */
  public Document without(String... names) {
    if (isEmpty()) {
      return this;
    }
    Builder builder = toBuilder();
    for (String name : names) {
      builder.members.remove(name);
    }
    return builder.build();
  }

  /** Returns a builder that begins with these members. */
  public Builder toBuilder() {
    return builder().putAll(this);
  }

  /** Returns this document as JSON on several lines, two spaces a level. */
  public String toPrettyString() {
    return Writing.pretty(this);
  }

  /** Returns this document as JSON on one line. */
  @Override
  public String toString() {
    return Writing.compact(this);
  }

  /** Two documents are equal if they have equal members; like maps, in whatever order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Document document && members.equals(document.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  int depth() {
    return depth;
  }

  private <T> Optional<T> member(String name, Class<T> type, String expected) {
    Object value = members.get(name);
    if (value != null && !type.isInstance(value)) {
      throw mismatch(name, expected, value);
    }
    return Optional.ofNullable(type.cast(value));
  }

  @SuppressWarnings("unchecked") // Every element is looked at.
  private <T> ImmutableList<T> list(String name, Class<T> type, String expected) {
    Object value = members.getOrDefault(name, ImmutableList.of());
    if (!(value instanceof ImmutableList<?> list)) {
      throw mismatch(name, expected, value);
    }
    for (Object element : list) {
      if (!type.isInstance(element)) {
        throw mismatch(name, expected, value);
      }
    }
    return (ImmutableList<T>) list;
  }

  private static IllegalArgumentException mismatch(String name, String expected, Object value) {
    return new IllegalArgumentException(
        name + " should be " + expected + " but was " + brief(value));
  }

  /** Gathers the members of a document; what is absent is skipped. */
  public static final class Builder {
    /** In the form of documents already. */
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Builder() {}

    /** Sets a member; one that was there keeps its place and takes the new value. */
    public Builder put(String name, Object value) {
      members.put(Values.name(name), Values.ofMember(value));
      return this;
    }

    /** Sets a member if there is a value for it. */
    public Builder put(String name, Optional<?> value) {
      return value.isPresent() ? put(name, (Object) value.get()) : this;
    }

    /** Sets a member if there is a value for it. */
    public Builder put(String name, OptionalInt value) {
      return value.isPresent() ? put(name, (long) value.getAsInt()) : this;
    }

    /** Sets a member if there is a value for it. */
    public Builder put(String name, OptionalLong value) {
      return value.isPresent() ? put(name, (Long) value.getAsLong()) : this;
    }

    /** Sets a member if the text is not empty. */
    public Builder putUnlessEmpty(String name, String value) {
      return value.isEmpty() ? this : put(name, value);
    }

    /** Sets a member if the list is not empty. */
    public Builder putUnlessEmpty(String name, List<?> value) {
      return value.isEmpty() ? this : put(name, value);
    }

    /** Sets all members of another document. */
    public Builder putAll(Document other) {
      members.putAll(other.members);
      return this;
    }

    /** Sets a member unless it is there already. */
    public Builder putIfAbsent(String name, Object value) {
      return members.containsKey(name) ? this : put(name, value);
    }

    /** Returns the document. */
    public Document build() {
      return members.isEmpty() ? EMPTY : new Document(ImmutableMap.copyOf(members));
    }
  }
}
