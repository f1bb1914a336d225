package dev.steadystate.core.api;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.math.BigDecimal;
import java.util.List;

/** What a value in a request may be. */
public interface Type {
  /** Does one thing for each kind of type there is. */
  interface Kinds<R> {
    R scalar(Scalar type);

    R integer(Int type);

    R word(Word type);

    R list(ListOf type);

    R map(MapOf type);

    R shape(Shape type);
  }

  /** Returns what is done for this kind of type. */
  <R> R match(Kinds<R> kinds);

  /** Refuses a value that is none of this type. */
  void check(String path, Object value);

  /** Adds the paths of what is not simulated, as far as the value has parts. */
  default void listNotSimulated(String path, Object value, ImmutableList.Builder<String> paths) {}

  /** Returns the value with the members of its parts in the order of the API reference. */
  default Object inOrder(Object value) {
    return value;
  }

  /** A value without parts. */
  enum Scalar implements Type {
    STRING("a string") {
      @Override
      boolean fits(Object value) {
        return value instanceof String;
      }
    },
    BOOLEAN("true or false") {
      @Override
      boolean fits(Object value) {
        return value instanceof Boolean;
      }
    },
    LONG("a whole number") {
      @Override
      boolean fits(Object value) {
        return value instanceof Long;
      }
    },
    DOUBLE("a number") {
      @Override
      boolean fits(Object value) {
        return value instanceof Long || value instanceof BigDecimal;
      }
    },
    TIMESTAMP("a number of seconds since 1970") {
      @Override
      boolean fits(Object value) {
        return value instanceof Long || value instanceof BigDecimal;
      }
    },
    /** Any JSON. */
    DOCUMENT("anything") {
      @Override
      boolean fits(Object value) {
        return true;
      }
    };

    private final String words;

    Scalar(String words) {
      this.words = words;
    }

    abstract boolean fits(Object value);

    /** Returns the name of this type in the API. */
    String apiName() {
      return Ascii.toLowerCase(name());
    }

    @Override
    public <R> R match(Kinds<R> kinds) {
      return kinds.scalar(this);
    }

    @Override
    public void check(String path, Object value) {
      if (!fits(value)) {
        throw mismatch(path, words, value);
      }
    }
  }

  /** A whole number of 32 bits that lies in a range. */
  record Int(Range range) implements Type {
    @Override
    public <R> R match(Kinds<R> kinds) {
      return kinds.integer(this);
    }

    @Override
    public void check(String path, Object value) {
      if (!(value instanceof Long number)) {
        throw mismatch(path, "an integer", value);
      }
      if (number.intValue() != number) {
        throw mismatch(path, "an integer of 32 bits", value);
      }
      if (!range.contains(number.intValue())) {
        throw EcsException.invalidParameter(path + " should be " + range + " but was " + number);
      }
    }
  }

  /** One of a few words. */
  record Word(ImmutableList<String> words) implements Type {
    @Override
    public <R> R match(Kinds<R> kinds) {
      return kinds.word(this);
    }

    @Override
    public void check(String path, Object value) {
      Scalar.STRING.check(path, value);
      if (!words.contains(value)) {
        throw EcsException.invalidParameter(
            path + " should be one of " + words + " but was " + Document.brief(value));
      }
    }
  }

  /** A list, its length within a range. */
  record ListOf(Type element, Range length) implements Type {
    @Override
    public <R> R match(Kinds<R> kinds) {
      return kinds.list(this);
    }

    @Override
    public void check(String path, Object value) {
      if (!(value instanceof List<?> list)) {
        throw mismatch(path, "a list", value);
      }
      if (!length.contains(list.size())) {
        throw ListLimits.refusal(path, length, list.size());
      }
      for (int i = 0; i < list.size(); i++) {
        element.check(path + "[" + i + "]", list.get(i));
      }
    }

    @Override
    public Object inOrder(Object value) {
      return Lists.transform((List<?>) value, element::inOrder);
    }

    @Override
    public void listNotSimulated(String path, Object value, ImmutableList.Builder<String> paths) {
      int i = 0;
      for (Object part : (List<?>) value) {
        element.listNotSimulated(path + "[" + i++ + "]", part, paths);
      }
    }
  }

  /** An object whose member names are free. */
  record MapOf(Type value) implements Type {
    @Override
    public <R> R match(Kinds<R> kinds) {
      return kinds.map(this);
    }

    @Override
    public void check(String path, Object object) {
      if (!(object instanceof Document document)) {
        throw mismatch(path, "an object", object);
      }
      document.members().forEach((name, member) -> value.check(path + "." + name, member));
    }
  }

  /** Bounds, both included. */
  record Range(int least, int most) {
    static final Range ANY = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);

    boolean contains(int number) {
      return least <= number && number <= most;
    }

    @Override
    public String toString() {
      return most == Integer.MAX_VALUE ? "at least " + least : "between " + least + " and " + most;
    }
  }

  static EcsException mismatch(String path, String expected, Object value) {
    return new EcsException(
        "SerializationException",
        path + " should be " + expected + " but was " + Document.brief(value));
  }
}
