package dev.steadystate.core.api;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.core.model.EcsException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The actions that are answered, by name, each either looking or changing. */
final class Actions {
  private record Action(boolean changes, Function<Document, Document> answer) {}

  private final Map<String, Action> byName = new TreeMap<>();

  /** Registers an action that leaves everything as it is. */
  Actions look(String name, Function<Document, Document> answer) {
    byName.put(name, new Action(false, answer));
    return this;
  }

  /** Registers an action that changes something, unless it refuses. */
  Actions change(String name, Function<Document, Document> answer) {
    byName.put(name, new Action(true, answer));
    return this;
  }

  /** Refuses an action that is unknown, or known and not simulated. */
  void checkAnswered(String name) {
    action(name);
  }

  /** Returns whether the action of this name changes something. */
  boolean changes(String name) {
    return action(name).changes();
  }

  Document answer(String name, Document request) {
    return action(name).answer().apply(request);
  }

  private Action action(String name) {
    Action action = byName.get(name);
    if (action != null) {
      return action;
    }
    if (Schema.actions().contains(name)) {
      throw new EcsException("UnsupportedFeatureException", name + " is not simulated.");
    }
    throw new EcsException(
        "UnknownOperationException",
        "Unknown action " + name + Nearest.hint(name, Schema.actions()));
  }
}
