package dev.steadystate.placement;

import dev.steadystate.core.model.EcsException;
import dev.steadystate.placement.query.ClusterQuery;
import dev.steadystate.placement.query.QuerySyntaxException;
import dev.steadystate.placement.query.RegexScope;

/** Reads query expressions that come in by the API. */
final class Queries {
  private Queries() {}

  static ClusterQuery parse(String expression, boolean regexFind) {
    try {
      return ClusterQuery.parse(
          expression, regexFind ? RegexScope.ANYWHERE : RegexScope.WHOLE_VALUE);
    } catch (QuerySyntaxException mistake) {
      EcsException refusal =
          EcsException.invalidParameter(
              "Invalid expression: " + mistake.getMessage() + "\n" + mistake.pointer());
      refusal.initCause(mistake);
      throw refusal;
    }
  }
}
