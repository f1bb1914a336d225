package dev.steadystate.core.journal;

import com.google.common.collect.ImmutableList;

/**
 * A service event before it has a service and a time: its kind and what fills the blanks (file 4).
 * The text is made when somebody reads it.
 *
 * @param texts deployment id, reason, zone and the like, in the order of the kind's blanks
 * @param number the {n} of the message
 * @param tasks ids of tasks, in launch order, as {@link TaskIds} knows them
 */
public record EventMessage(
    EventKind kind, long number, ImmutableList<String> texts, TaskIds tasks) {

  public static EventMessage of(EventKind kind, String... texts) {
    return new EventMessage(kind, 0, ImmutableList.copyOf(texts), TaskIds.none());
  }

  public static EventMessage of(EventKind kind, long number, String... texts) {
    return new EventMessage(kind, number, ImmutableList.copyOf(texts), TaskIds.none());
  }

  /** Returns the message in the words of the API (EG-3), for a service of this name. */
  public String text(String service) {
    return kind.text(service, this);
  }
}
