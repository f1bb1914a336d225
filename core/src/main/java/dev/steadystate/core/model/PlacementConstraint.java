package dev.steadystate.core.model;

/** A placement constraint as the API has it; the expression is empty for distinctInstance. */
public record PlacementConstraint(String type, String expression) {
  public static PlacementConstraint distinctInstance() {
    return new PlacementConstraint("distinctInstance", "");
  }

  public static PlacementConstraint memberOf(String expression) {
    return new PlacementConstraint("memberOf", expression);
  }

  @Override
  public String toString() {
    return expression.isEmpty() ? type : type + "(" + expression + ")";
  }
}
