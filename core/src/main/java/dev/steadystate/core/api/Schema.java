package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.core.model.EcsException;

/**
 * What a request of each action of the ECS API may hold: which members, of which type, which of
 * them are required, and which words a member takes.
 *
 * <p>It is read from a resource when the first document is checked, so that whoever uses none does
 * not pay for it.
 */
public final class Schema {
  private Schema() {}

  /** Returns the names of all actions, in the order of the API reference. */
  public static ImmutableSet<String> actions() {
    return Loaded.REQUESTS.keySet();
  }

  /**
   * Refuses a request that does not have the shape of its action.
   *
   * <p>An unknown member, an unknown word and a number out of its range are an {@code
   * InvalidParameterException}, a missing member too (a {@code ClientException} where task
   * definitions are registered); a value of the wrong JSON type is a {@code
   * SerializationException}, and an unknown action an {@code UnknownOperationException}. Each names
   * the path of the member, such as {@code containerDefinitions[0].image}.
   */
  public static void check(String action, Document request) {
    try {
      requestOf(action).check("", request);
    } catch (Shape.MissingMember missing) {
      String type =
          action.equals("RegisterTaskDefinition") ? "ClientException" : "InvalidParameterException";
      throw new EcsException(type, missing.path() + " is required");
    }
  }

  /** Returns the paths of the given members that are accepted but not simulated, in their order. */
  static ImmutableList<String> notSimulated(String action, Document request) {
    ImmutableList.Builder<String> paths = ImmutableList.builder();
    requestOf(action).listNotSimulated("", request, paths);
    return paths.build();
  }

  /** Returns the request with its members, at all levels, in the order of the API reference. */
  static Document inOrder(String action, Document request) {
    return (Document) requestOf(action).inOrder(request);
  }

  /** Returns the shape of the requests of an action: its members in the order of the reference. */
  public static Shape request(String action) {
    return (Shape) requestOf(action);
  }

  private static Type requestOf(String action) {
    Type request = Loaded.REQUESTS.get(action);
    if (request == null) {
      throw new EcsException(
          "UnknownOperationException",
          "Unknown action " + action + Nearest.hint(action, actions()));
    }
    return request;
  }

  /** Holds the schema from the first use on. */
  private static final class Loaded {
    private static final ImmutableMap<String, Type> REQUESTS =
        SchemaText.read("ecs-2014-11-13.txt");

    private Loaded() {}
  }
}
