package dev.steadystate.core.model;

import dev.steadystate.core.document.Document;

/** A placement constraint as the API has it; the expression is empty for distinctInstance. */
public record PlacementConstraint(String type, String expression) {
  public static PlacementConstraint distinctInstance() {
    return new PlacementConstraint("distinctInstance", "");
  }

  public static PlacementConstraint memberOf(String expression) {
    return new PlacementConstraint("memberOf", expression);
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return Document.builder().put("type", type).putUnlessEmpty("expression", expression).build();
  }

  @Override
  public String toString() {
    return expression.isEmpty() ? type : type + "(" + expression + ")";
  }
}
