package dev.steadystate.placement;

/** Makes a strategy out of what the API says after its type. */
@FunctionalInterface
public interface StrategyType {
  /**
   * Returns the strategy with this field, the empty text when none was given.
   *
   * @throws dev.steadystate.core.model.EcsException if the field will not do
   */
  Strategy create(String field);
}
