package dev.steadystate.lab;

import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.ArrayList;
import java.util.List;

/** How things stand, drawn with characters. */
final class Look {
  private final World world;

  Look(World world) {
    this.world = world;
  }

  Text ofCluster() {
    List<String> lines = new ArrayList<>();
    lines.add(world.cluster());
    for (ServiceSnapshot service : world.ecs().services(world.cluster())) {
      if (service.status() != ServiceStatus.INACTIVE) {
        lines.add(service.toString());
      }
    }
    for (InstanceSnapshot instance : world.ecs().instances(world.cluster())) {
      lines.add(instance.toString());
    }
    return Text.of(lines);
  }

  Text of(ServiceSnapshot service) {
    List<String> lines = new ArrayList<>();
    lines.add(service.toString());
    service.deployments().forEach(it -> lines.add("  " + it));
    for (TaskSnapshot task : world.ecs().tasks(world.cluster())) {
      if (task.service().equals(service.name())) {
        lines.add("  " + task);
      }
    }
    return Text.of(lines);
  }
}
