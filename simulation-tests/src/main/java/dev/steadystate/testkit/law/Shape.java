package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;

/**
 * What a task definition says that laws ask for, read from the answer of DescribeTaskDefinition.
 *
 * @param ports static host ports, such as {@code 80/tcp}
 * @param mapsPorts whether it listens on ports of its host, fixed or not
 * @param judged the names of its essential containers whose health is checked
 * @param constraints expressions of memberOf
 * @param distinct whether it asks for distinct instances
 */
record Shape(
    ImmutableSortedSet<String> ports,
    int gpus,
    boolean hasOwnInterface,
    boolean mapsPorts,
    ImmutableSet<String> judged,
    ImmutableList<String> constraints,
    boolean distinct) {

  /** Returns whether its health is checked at all. */
  boolean hasHealthCheck() {
    return !judged.isEmpty();
  }

  static Shape of(EcsSimulation simulation, String taskDefinition) {
    Document definition =
        simulation
            .call("DescribeTaskDefinition", Document.of("taskDefinition", taskDefinition))
            .document("taskDefinition")
            .orElseThrow();
    String mode = definition.string("networkMode").orElse("bridge");
    ImmutableSortedSet.Builder<String> ports = ImmutableSortedSet.naturalOrder();
    ImmutableSet.Builder<String> judged = ImmutableSet.builder();
    boolean maps = false;
    int gpus = 0;
    for (Document container : definition.documents("containerDefinitions")) {
      if (container.bool("essential").orElse(true) && container.has("healthCheck")) {
        judged.add(container.string("name").orElseThrow());
      }
      maps |= !container.documents("portMappings").isEmpty() && !mode.equals("awsvpc");
      for (Document port : container.documents("portMappings")) {
        int host =
            mode.equals("host")
                ? port.integer("containerPort").orElse(0)
                : mode.equals("bridge") ? port.integer("hostPort").orElse(0) : 0;
        if (host > 0) {
          ports.add(host + "/" + port.string("protocol").orElse("tcp"));
        }
      }
      for (Document resource : container.documents("resourceRequirements")) {
        gpus +=
            resource.string("type").orElse("").equals("GPU")
                ? Integer.parseInt(resource.string("value").orElse("0"))
                : 0;
      }
    }
    ImmutableList<Document> constraints = definition.documents("placementConstraints");
    return new Shape(
        ports.build(),
        gpus,
        mode.equals("awsvpc"),
        maps,
        judged.build(),
        constraints.stream()
            .filter(constraint -> constraint.has("expression"))
            .map(constraint -> constraint.string("expression").orElseThrow())
            .collect(ImmutableList.toImmutableList()),
        constraints.stream()
            .anyMatch(it -> it.string("type").orElse("").equals("distinctInstance")));
  }
}
