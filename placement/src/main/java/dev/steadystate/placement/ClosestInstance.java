package dev.steadystate.placement;

import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Refusal;

/** Finds the instance that a refusal names: it fails last, and by least (PL-26, PL-27). */
final class ClosestInstance {
  private static final int NONE = -1;

  private final InstancesView instances;

  ClosestInstance(InstancesView instances) {
    this.instances = instances;
  }

  Refusal refusal(Checks checks) {
    int closest = NONE;
    int latest = NONE;
    long least = 0;
    for (int instance = 0; instance < instances.size(); instance++) {
      if (instances.status(instance) != InstanceStatus.ACTIVE) {
        continue;
      }
      int failing = checks.firstFailing(instance);
      if (failing == Checks.NONE) {
        throw new IllegalArgumentException(
            "the task fits on " + instances.ec2InstanceId(instance) + ", so nothing refuses it");
      }
      if (failing < latest) {
        continue;
      }
      long shortfall = checks.shortfall(failing, instance);
      if (failing > latest
          || shortfall < least
          || (shortfall == least && isBefore(instance, closest))) {
        closest = instance;
        latest = failing;
        least = shortfall;
      }
    }
    return closest == NONE
        ? new Refusal(Refusal.Check.NO_INSTANCES, NONE, 0, 0, "no instance is ACTIVE")
        : checks.refusal(latest, closest);
  }

  /** Returns whether PL-8 prefers the first, which was registered later. */
  private boolean isBefore(int later, int earlier) {
    return instances.zone(later).compareTo(instances.zone(earlier)) < 0;
  }
}
