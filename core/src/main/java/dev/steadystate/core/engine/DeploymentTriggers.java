package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import java.util.Optional;

/** Which members of UpdateService start a deployment when they change (DEP-2, DEP-5). */
final class DeploymentTriggers {
  private static final ImmutableList<String> MEMBERS =
      ImmutableList.of(
          "networkConfiguration",
          "platformVersion",
          "loadBalancers",
          "serviceRegistries",
          "serviceConnectConfiguration",
          "volumeConfigurations",
          "vpcLatticeConfigurations",
          "monitoring");

  /** What a service that is rolled back takes: also where its tasks ran. */
  private static final ImmutableList<String> TAKEN =
      ImmutableList.<String>builder()
          .addAll(MEMBERS)
          .add("launchType", "capacityProviderStrategy")
          .build();

  private DeploymentTriggers() {}

  /** Returns whether something that was given differs from what holds; sent but equal is none. */
  static boolean anyChanged(ServiceSettings holds, ServiceUpdate update) {
    return isOther(holds.subnets(), update.subnets())
        || isOther(holds.targetGroups(), update.targetGroups())
        || anyMember(holds.service(), update.document());
  }

  private static boolean isOther(
      ImmutableList<String> holds, Optional<ImmutableList<String>> given) {
    return given.isPresent() && !given.get().equals(holds);
  }

  private static boolean anyMember(Service holds, Document given) {
    if (given.isEmpty() || MEMBERS.stream().noneMatch(given::has)) {
      return false;
    }
    Document present = holds.toDocument();
    for (String member : MEMBERS) {
      Object value = given.members().get(member);
      if (value != null
          && !value.equals(present.members().get(member))
          && !isNothing(present, member, value)) {
        return true;
      }
    }
    return false;
  }

  /** An empty list says the same as a member that never was. */
  private static boolean isNothing(Document present, String member, Object value) {
    return !present.members().containsKey(member)
        && value instanceof ImmutableList<?> list
        && list.isEmpty();
  }

  /** Returns a service that takes over from another all that starts a deployment. */
  static Service taken(Service present, Service from) {
    Document.Builder document =
        present.document().without(TAKEN.toArray(new String[0])).toBuilder();
    for (String member : TAKEN) {
      document.put(member, from.document().get(member));
    }
    return new Service(
        present.cluster(),
        present.serviceName(),
        from.taskDefinition(),
        present.desiredCount(),
        from.launchType(),
        present.schedulingStrategy(),
        present.deploymentConfiguration(),
        present.placementConstraints(),
        present.placementStrategy(),
        present.zoneRebalancing(),
        present.healthCheckGracePeriodSeconds(),
        from.subnets(),
        present.deploymentController(),
        document.build());
  }
}
