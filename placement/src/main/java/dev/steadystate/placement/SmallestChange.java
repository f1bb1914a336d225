package dev.steadystate.placement;

import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementExplanation.Activated;
import dev.steadystate.core.spi.PlacementExplanation.AgentConnected;
import dev.steadystate.core.spi.PlacementExplanation.AnotherLike;
import dev.steadystate.core.spi.PlacementExplanation.Change;
import dev.steadystate.core.spi.PlacementExplanation.MoreAttribute;
import dev.steadystate.core.spi.PlacementExplanation.MoreRoom;
import dev.steadystate.core.spi.PlacementExplanation.MoreZone;
import dev.steadystate.core.spi.PlacementExplanation.PortsFree;
import dev.steadystate.core.spi.PlacementExplanation.WithoutConstraint;
import java.util.Optional;

/**
 * Finds the one change that would give a task a place. Of the instances that fail a single check it
 * takes the one that fails it last, and by least, as PL-26 finds the closest; where none is so
 * close, one more empty instance like one that there is.
 */
final class SmallestChange {
  private static final ImmutableSortedSet<Integer> ALWAYS_RESERVED =
      ImmutableSortedSet.of(22, 2375, 2376, 51678, 51679);

  private final Launch launch;
  private final Checks checks;
  private final InstancesView instances;

  SmallestChange(Launch launch, Checks checks, InstancesView instances) {
    this.launch = launch;
    this.checks = checks;
    this.instances = instances;
  }

  Optional<Change> find() {
    Optional<Change> best = Optional.empty();
    int latest = -1;
    long least = 0;
    for (int instance = 0; instance < instances.size(); instance++) {
      int check = checks.firstFailing(instance);
      if (instances.status(instance) == InstanceStatus.INACTIVE
          || check < latest
          || checks.nextFailing(check + 1, instance) != Checks.NONE) {
        continue;
      }
      long shortfall = checks.shortfall(check, instance);
      if (check > latest
          || shortfall < least
          || (shortfall == least && comesBefore(instance, best.orElseThrow().instance()))) {
        Optional<Change> change = change(check, instance);
        if (change.isPresent()) {
          best = change;
          latest = check;
          least = shortfall;
        }
      }
    }
    return best.or(this::anotherInstance);
  }

  private boolean comesBefore(int one, int other) {
    return LinearPlacer.byZoneThenRegistration(instances).compare(one, other) < 0;
  }

  private Optional<Change> change(int check, int instance) {
    String name = instances.ec2InstanceId(instance);
    return switch (checks.kind(check)) {
      case NO_INSTANCES ->
          instances.status(instance) == InstanceStatus.DRAINING
              ? Optional.of(new Activated(instance, name))
              : Optional.empty();
      case AGENT -> Optional.of(new AgentConnected(instance, name));
      case LOCATION -> Optional.of(new MoreZone(instance, name, instances.zone(instance)));
      case ATTRIBUTE ->
          checks.missing(instance).size() == 1
              ? Optional.of(new MoreAttribute(instance, name, checks.missing(instance).get(0)))
              : Optional.empty();
      case DISTINCT_INSTANCE, MEMBER_OF, CONSTRAINT ->
          Optional.of(new WithoutConstraint(instance, name, checks.name(check)));
      case CPU, MEMORY, INTERFACES, GPU ->
          Optional.of(
              new MoreRoom(instance, name, checks.kind(check), checks.shortfall(check, instance)));
      case PORT ->
          launch.needs().tcpPorts().stream().anyMatch(ALWAYS_RESERVED::contains)
              ? Optional.empty()
              : Optional.of(
                  new PortsFree(instance, name, String.join(", ", checks.portsTaken(instance))));
      case TOO_MANY_PORTS -> Optional.empty();
    };
  }

  private Optional<Change> anotherInstance() {
    Needs needs = launch.needs();
    if (needs.tcpPorts().stream().anyMatch(ALWAYS_RESERVED::contains)) {
      return Optional.empty();
    }
    EmptyInstances empty = new EmptyInstances(instances);
    Checks ofEmpty = new Checks(launch, EcsPlacer.policy(launch.policy()), new ScanSpot(empty));
    int best = -1;
    for (int instance = 0; instance < instances.size(); instance++) {
      if (instances.status(instance) != InstanceStatus.INACTIVE
          && ofEmpty.pass(instance)
          && (best < 0 || comesBefore(instance, best))) {
        best = instance;
      }
    }
    return best < 0
        ? Optional.empty()
        : Optional.of(new AnotherLike(best, instances.ec2InstanceId(best)));
  }
}
