package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import java.util.Optional;

/** Where tasks run. */
public enum LaunchType {
  EC2,
  FARGATE,
  EXTERNAL;

  /**
   * Returns where the capacity provider strategy of a request puts tasks: FARGATE where it names a
   * provider of Fargate, else EC2. Absent if there is none, or an empty one.
   */
  public static Optional<LaunchType> ofStrategy(Document request) {
    ImmutableList<Document> items = request.documents("capacityProviderStrategy");
    if (items.isEmpty()) {
      return Optional.empty();
    }
    boolean fargate =
        items.stream()
            .anyMatch(it -> it.string("capacityProvider").orElse("").startsWith("FARGATE"));
    return Optional.of(fargate ? FARGATE : EC2);
  }
}
