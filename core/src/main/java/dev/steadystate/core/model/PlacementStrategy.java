package dev.steadystate.core.model;

import dev.steadystate.core.document.Document;

/** A placement strategy as the API has it; the field is empty where the type has none. */
public record PlacementStrategy(String type, String field) {
  public static PlacementStrategy spread(String field) {
    return new PlacementStrategy("spread", field);
  }

  public static PlacementStrategy binpack(String resource) {
    return new PlacementStrategy("binpack", resource);
  }

  public static PlacementStrategy random() {
    return new PlacementStrategy("random", "");
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return Document.builder().put("type", type).putUnlessEmpty("field", field).build();
  }

  @Override
  public String toString() {
    return field.isEmpty() ? type : type + "(" + field + ")";
  }
}
