package dev.steadystate.core.model;

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

  @Override
  public String toString() {
    return field.isEmpty() ? type : type + "(" + field + ")";
  }
}
