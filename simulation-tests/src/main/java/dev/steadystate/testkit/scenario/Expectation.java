package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.RolloutState;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is expected at one instant, or always.
 *
 * <p>With a service it is about that one, in the cluster named or in {@code default}. Without one
 * it is about all services of the cluster named, or of the whole run: counts are added up, and all
 * have to be steady.
 *
 * @param rolloutState of the PRIMARY deployment
 * @param events each is contained in some service event so far
 */
public record Expectation(
    Optional<String> cluster,
    Optional<String> service,
    Optional<Range> runningCount,
    Optional<Range> pendingCount,
    Optional<Boolean> steady,
    Optional<RolloutState> rolloutState,
    ImmutableList<String> events) {

  /** A count between two, both included. */
  public record Range(OptionalInt atLeast, OptionalInt atMost) {
    /** Returns whether the count lies in it. */
    public boolean contains(int count) {
      return (atLeast.isEmpty() || count >= atLeast.getAsInt())
          && (atMost.isEmpty() || count <= atMost.getAsInt());
    }

    /** Returns whether only one count lies in it. */
    public boolean isExact() {
      return atLeast.isPresent() && atLeast.equals(atMost);
    }

    @Override
    public String toString() {
      if (isExact()) {
        return Integer.toString(atLeast.getAsInt());
      }
      String least = atLeast.isPresent() ? "at least " + atLeast.getAsInt() : "";
      String most = atMost.isPresent() ? "at most " + atMost.getAsInt() : "";
      return least.isEmpty() || most.isEmpty() ? least + most : least + " and " + most;
    }
  }
}
