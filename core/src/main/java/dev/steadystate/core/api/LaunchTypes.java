package dev.steadystate.core.api;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LaunchType;
import java.util.Optional;

/** Tells where the tasks of a request run. */
final class LaunchTypes {
  private LaunchTypes() {}

  /**
   * Returns the launch type asked for, or FARGATE where the capacity provider strategy names
   * nothing else; absent means EC2.
   */
  static Optional<LaunchType> of(Document request) {
    Optional<String> word = request.string("launchType");
    if (word.equals(Optional.of("MANAGED_INSTANCES"))) {
      throw EcsException.invalidParameter(
          "launchType MANAGED_INSTANCES is chosen by a capacity provider strategy");
    }
    if (word.isPresent()) {
      return word.map(LaunchType::valueOf);
    }
    return LaunchType.ofStrategy(request).filter(type -> type == LaunchType.FARGATE);
  }
}
