package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.ZoneRebalancing;
import java.util.Optional;
import java.util.function.Function;

/** Reads services and updates of services. */
final class ServiceReader {
  private ServiceReader() {}

  static Service service(Document request) {
    SchedulingStrategy strategy =
        request
            .string("schedulingStrategy")
            .map(SchedulingStrategy::valueOf)
            .orElse(SchedulingStrategy.REPLICA);
    return new Service(
        request.string("cluster").orElse("default"),
        request.string("serviceName").orElse(""),
        request.string("taskDefinition").orElse(""),
        request.integer("desiredCount"),
        LaunchTypes.of(request),
        strategy,
        DeploymentConfigurationReader.read(
            strategy, request.document("deploymentConfiguration").orElse(Document.empty())),
        Placements.constraints(request),
        Placements.strategies(request),
        zoneRebalancing(request),
        request.integer("healthCheckGracePeriodSeconds").orElse(0),
        Placements.subnets(request),
        request.document("deploymentController").flatMap(it -> it.string("type")).orElse("ECS"),
        request);
  }

  static ServiceUpdate update(Document request) {
    return new ServiceUpdate(
        request.string("cluster").orElse("default"),
        request.string("service").orElse(""),
        request.integer("desiredCount"),
        request.string("taskDefinition"),
        request.bool("forceNewDeployment").orElse(false),
        request.document("deploymentConfiguration"),
        given(request, "placementConstraints", Placements::constraints),
        given(request, "placementStrategy", Placements::strategies),
        zoneRebalancing(request),
        request.integer("healthCheckGracePeriodSeconds"),
        given(request, "networkConfiguration", Placements::subnets),
        request);
  }

  /** An empty list takes away what the service has, an absent one leaves it. */
  private static <T> Optional<ImmutableList<T>> given(
      Document request, String member, Function<Document, ImmutableList<T>> list) {
    return request.has(member) ? Optional.of(list.apply(request)) : Optional.empty();
  }

  private static Optional<ZoneRebalancing> zoneRebalancing(Document request) {
    return request.string("availabilityZoneRebalancing").map(ZoneRebalancing::valueOf);
  }
}
