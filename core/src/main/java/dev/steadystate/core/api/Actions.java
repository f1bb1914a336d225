package dev.steadystate.core.api;

import com.google.common.base.Suppliers;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.core.model.EcsException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The actions that are answered, by name, each either looking or changing. */
final class Actions {
  private record Action(boolean changes, Function<Document, Supplier<Document>> answer) {}

  private final Map<String, Action> byName = new TreeMap<>();

  /** Registers an action that leaves everything as it is. */
  Actions look(String name, Function<Document, Document> answer) {
    byName.put(name, new Action(false, atOnce(answer)));
    return this;
  }

  /** Registers an action that changes something, unless it refuses. */
  Actions change(String name, Function<Document, Document> answer) {
    byName.put(name, new Action(true, atOnce(answer)));
    return this;
  }

  /**
   * Registers an action that changes something and only then, if anybody reads its answer, draws
   * it: most calls that were scheduled ahead are never asked what came of them.
   */
  Actions changeThenDraw(String name, Function<Document, Supplier<Document>> answer) {
    byName.put(name, new Action(true, answer));
    return this;
  }

  private static Function<Document, Supplier<Document>> atOnce(
      Function<Document, Document> answer) {
    return request -> Suppliers.ofInstance(answer.apply(request));
  }

  /** Refuses an action that is unknown, or known and not simulated. */
  void checkAnswered(String name) {
    action(name);
  }

  /** Returns whether the action of this name changes something. */
  boolean changes(String name) {
    return action(name).changes();
  }

  Supplier<Document> answer(String name, Document request) {
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
