package dev.steadystate.placement;

/**
 * One step of a chain of placement strategies: it keeps the instances that it prefers, and the next
 * step chooses among those (PL-45). It keeps no state, and asks neither clock nor chance.
 *
 * <pre>{@code
 * PlacementRegistry.standard()
 *     .withStrategy("newest-first", field -> instance -> -instance.registeredAt());
 * }</pre>
 */
@FunctionalInterface
public interface Strategy {
  /** Returns the score: tasks start where it is lowest, and stop where it is highest (PL-60). */
  long score(Candidate candidate);

  /** Returns what the score depends on. */
  default Basis basis() {
    return Basis.anything();
  }
}
