package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.core.model.EcsException;
import java.util.List;
import java.util.Optional;

/** An object with known members. */
public final class Shape implements Type {
  /**
   * A member of a shape.
   *
   * @param harmless present if the member is not simulated: the values that need no simulating
   */
  public record Member(Type type, boolean required, Optional<ImmutableSet<String>> harmless) {
    boolean isSimulated(Object value) {
      return harmless.isEmpty()
          || harmless.get().contains(value.toString())
          || (value instanceof List<?> list && list.isEmpty());
    }
  }

  /** Tells that a required member is missing; the action decides what kind of error that is. */
  static final class MissingMember extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;

    private MissingMember(String path) {
      super(path, null, false, false);
      this.path = path;
    }

    String path() {
      return path;
    }
  }

  private final ImmutableMap<String, Member> members;

  /** Members that answers have and requests do not. */
  private final ImmutableSet<String> answered;

  Shape(ImmutableMap<String, Member> members, ImmutableSet<String> answered) {
    this.members = members;
    this.answered = answered;
  }

  /** Returns the members by name, in the order of the API reference. */
  public ImmutableMap<String, Member> members() {
    return members;
  }

  @Override
  public <R> R match(Kinds<R> kinds) {
    return kinds.shape(this);
  }

  @Override
  public void check(String path, Object value) {
    if (!(value instanceof Document document)) {
      throw Type.mismatch(path, "an object", value);
    }
    document
        .members()
        .forEach((name, part) -> member(path, name).type().check(path(path, name), part));
    members.forEach(
        (name, member) -> {
          if (member.required() && !document.has(name)) {
            throw new MissingMember(path(path, name));
          }
        });
  }

  @Override
  public Object inOrder(Object value) {
    Document document = (Document) value;
    Document.Builder ordered = Document.builder();
    members.forEach(
        (name, member) ->
            document.get(name).ifPresent(part -> ordered.put(name, member.type().inOrder(part))));
    return ordered.build();
  }

  @Override
  public void listNotSimulated(String path, Object value, ImmutableList.Builder<String> paths) {
    ((Document) value)
        .members()
        .forEach(
            (name, part) -> {
              Member member = member(path, name);
              if (member.isSimulated(part)) {
                member.type().listNotSimulated(path(path, name), part, paths);
              } else {
                paths.add(path(path, name));
              }
            });
  }

  private Member member(String path, String name) {
    Member member = members.get(name);
    if (member == null) {
      throw EcsException.invalidParameter("Unknown member " + path(path, name) + hint(name));
    }
    return member;
  }

  /** An answer that is sent back as a request is another slip than a misspelt name. */
  private String hint(String name) {
    return answered.contains(name)
        ? ", which is a member of answers: leave it out"
        : Nearest.hint(name, members.keySet());
  }

  private static String path(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
