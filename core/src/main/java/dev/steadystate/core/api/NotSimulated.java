package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** What ECS knows and this simulation does not: accepted, kept, shown again, without effect. */
public final class NotSimulated {
  private NotSimulated() {}

  /**
   * Returns the paths of the given members that have no effect here, in the order in which they
   * were given: {@code loadBalancers}, {@code containerDefinitions[0].logConfiguration}. A member
   * whose value asks for nothing, such as an empty list, is not named.
   *
   * @param request a document that {@link Schema#check} accepts for this action
   */
  public static ImmutableList<String> listedIn(String action, Document request) {
    return Schema.notSimulated(action, request);
  }
}
