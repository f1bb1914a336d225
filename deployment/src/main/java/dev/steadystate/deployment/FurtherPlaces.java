package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Places for further tasks of a service: for each an instance of its own, with room for one task
 * and for the daemons of the cluster, and otherwise like those on which the service runs.
 */
final class FurtherPlaces {
  private static final String ZONE = "us-east-1a";

  private final EcsSimulation ecs;
  private final ServiceSnapshot service;

  private FurtherPlaces(EcsSimulation ecs, ServiceSnapshot service) {
    this.ecs = ecs;
    this.service = service;
  }

  static void add(int places, EcsSimulation ecs, ServiceSnapshot service) {
    if (places > 0) {
      new FurtherPlaces(ecs, service).add(places);
    }
  }

  private void add(int places) {
    ImmutableList<ContainerInstance> models = models();
    for (int place = 0; place < places; place++) {
      ContainerInstance model = models.get(place % models.size());
      ecs.registerContainerInstance(model.withEc2InstanceId("i-further-" + place));
    }
  }

  private ImmutableList<ContainerInstance> models() {
    List<InstanceSnapshot> models = new ArrayList<>(ecs.instances(service.cluster()));
    models.removeIf(instance -> instance.status() != InstanceStatus.ACTIVE);
    ImmutableSet<String> homes = homes();
    if (models.stream().anyMatch(instance -> homes.contains(instance.ec2InstanceId()))) {
      models.removeIf(instance -> !homes.contains(instance.ec2InstanceId()));
    }
    return models.isEmpty()
        ? ImmutableList.of(sized(ZONE))
        : models.stream().map(this::like).collect(ImmutableList.toImmutableList());
  }

  private ImmutableSet<String> homes() {
    return ecs.eachTask(service.cluster())
        .filter(task -> task.isLive() && task.service().equals(service.name()))
        .map(TaskSnapshot::ec2InstanceId)
        .collect(ImmutableSet.toImmutableSet());
  }

  private ContainerInstance like(InstanceSnapshot model) {
    ContainerInstance like = sized(model.availabilityZone()).withAgentVersion(model.agentVersion());
    for (Map.Entry<String, String> attribute : model.attributes().entrySet()) {
      like = like.withAttribute(attribute.getKey(), attribute.getValue());
    }
    return like;
  }

  private ContainerInstance sized(String zone) {
    Needs needs = needs(service);
    int cpu = needs.cpu();
    int memory = needs.memory();
    int gpus = needs.gpus();
    for (ServiceSnapshot other : ecs.services(service.cluster())) {
      if (other.schedulingStrategy() == SchedulingStrategy.DAEMON
          && other.status() == ServiceStatus.ACTIVE) {
        Needs ofDaemon = needs(other);
        cpu += ofDaemon.cpu();
        memory += ofDaemon.memory();
        gpus += ofDaemon.gpus();
      }
    }
    return ContainerInstance.of("i-further", zone)
        .withCluster(service.cluster())
        .withCpu(cpu)
        .withMemory(memory)
        .withGpus(gpus);
  }

  private Needs needs(ServiceSnapshot of) {
    return Needs.of(ecs.taskDefinition(of.taskDefinition()).definition());
  }
}
