package dev.steadystate.placement;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.core.spi.Refusal.Check;
import dev.steadystate.placement.EcsPlacementPolicy.Rule;
import java.util.function.Predicate;

/**
 * What a launch asks of an instance, check by check in the order of PL-26. Each check has a number
 * that grows with that order.
 */
final class Checks {
  /** Stands for no check at all. */
  static final int NONE = Integer.MAX_VALUE;

  private static final int STATUS = 0;
  private static final int AGENT = 1;
  private static final int LOCATION = 2;
  private static final int ATTRIBUTES = 3;
  private static final int FIRST_RULE = 4;

  private final InstancesView instances;
  private final Launch launch;
  private final Needs needs;
  private final int group;
  private final Spot spot;
  private final ImmutableList<Rule> rules;
  private final ImmutableList<Constraint> fixed;
  private final ImmutableList<Constraint> moving;
  private final ImmutableList<Constraint> movingOfThePlace;

  /** The resources beside CPU and memory that the task wants; most want none. */
  private final ImmutableList<Resource> rare;

  private final int firstResource;

  Checks(Launch launch, EcsPlacementPolicy policy, Spot spot) {
    this.instances = spot.instances();
    this.launch = launch;
    this.needs = launch.needs();
    this.group = launch.group();
    this.spot = spot;
    this.rules = policy.rules();
    this.fixed = constraints(Checks::isFixed);
    this.moving = constraints(rule -> !isFixed(rule));
    this.movingOfThePlace =
        constraints(rule -> !isFixed(rule) && !rule.constraint().countsOwnTasks());
    this.rare = Resource.rareOf(needs);
    this.firstResource = FIRST_RULE + rules.size();
    spot.lookFor(group, needs);
  }

  private static boolean isFixed(Rule rule) {
    return rule.constraint().basis().is(Basis.Kind.ATTRIBUTES)
        && !rule.constraint().countsOwnTasks();
  }

  private ImmutableList<Constraint> constraints(Predicate<Rule> which) {
    return rules.isEmpty()
        ? ImmutableList.of()
        : rules.stream().filter(which).map(Rule::constraint).collect(toImmutableList());
  }

  Launch launch() {
    return launch;
  }

  // All at once.

  /** Returns whether the task may go there. */
  boolean pass(int instance) {
    return firstFailing(instance) == NONE;
  }

  /** Returns whether what never changes, or hardly ever, allows the task there. */
  boolean passFixed(int instance) {
    return isInZone(instance) && hasAttributes(instance) && allow(fixed, instance);
  }

  /** Returns whether all else allows the task on an instance that takes tasks. */
  boolean passNow(int instance) {
    return instances.remainingCpu(instance, group) >= needs.cpu()
        && instances.remainingMemory(instance, group) >= needs.memory()
        && hasRare(instance)
        && allow(moving, instance);
  }

  private boolean hasRare(int instance) {
    for (int i = 0; i < rare.size(); i++) {
      if (rare.get(i).isShort(instances, instance, group, needs)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the instance is one of those the service lives on (SS-21, PL-85). */
  boolean qualifies(int instance) {
    return passFixed(instance) && qualifiesNow(instance);
  }

  /** Returns whether an instance that passes what is fixed qualifies now. */
  boolean qualifiesNow(int instance) {
    return allow(movingOfThePlace, spot.asHome(instance));
  }

  private boolean allow(ImmutableList<Constraint> constraints, int instance) {
    return allow(constraints, spot.at(instance));
  }

  private static boolean allow(ImmutableList<Constraint> constraints, Candidate candidate) {
    for (int i = 0; i < constraints.size(); i++) {
      if (!constraints.get(i).allows(candidate)) {
        return false;
      }
    }
    return true;
  }

  // One by one.

  /** Returns how many checks there are; they are numbered from 0. */
  int count() {
    return firstResource + Resource.ALL.size();
  }

  /** Returns the number of the first check that fails, or {@link #NONE}. */
  int firstFailing(int instance) {
    return nextFailing(0, instance);
  }

  /** Returns the number of the first check from this one on that fails, or {@link #NONE}. */
  int nextFailing(int from, int instance) {
    for (int check = from; check < count(); check++) {
      if (!passes(check, instance)) {
        return check;
      }
    }
    return NONE;
  }

  boolean passes(int check, int instance) {
    if (isOfResource(check)) {
      return !resource(check).isShort(instances, instance, group, needs);
    }
    return switch (check) {
      case STATUS -> instances.status(instance) == InstanceStatus.ACTIVE;
      case AGENT -> instances.agentConnected(instance);
      case LOCATION -> isInZone(instance);
      case ATTRIBUTES -> hasAttributes(instance);
      default -> rule(check).constraint().allows(spot.at(instance));
    };
  }

  private boolean isOfResource(int check) {
    return check >= firstResource;
  }

  private Resource resource(int check) {
    return Resource.ALL.get(check - firstResource);
  }

  private Rule rule(int check) {
    return rules.get(check - FIRST_RULE);
  }

  private boolean isInZone(int instance) {
    return launch.zones().isEmpty() || launch.zones().contains(instances.zone(instance));
  }

  private boolean hasAttributes(int instance) {
    for (int i = 0; i < launch.requiredAttributes().size(); i++) {
      if (!has(launch.requiredAttributes().get(i), instance)) {
        return false;
      }
    }
    return true;
  }

  private boolean has(Attribute required, int instance) {
    String value = instances.attribute(instance, required.name());
    return value != null && (required.value().isEmpty() || required.value().equals(value));
  }

  // In words.

  Check kind(int check) {
    if (isOfResource(check)) {
      return resource(check).check();
    }
    return switch (check) {
      case STATUS -> Check.NO_INSTANCES;
      case AGENT -> Check.AGENT;
      case LOCATION -> Check.LOCATION;
      case ATTRIBUTES -> Check.ATTRIBUTE;
      default -> rule(check).check();
    };
  }

  /** Returns what the check looks at, for a reader. */
  String name(int check) {
    if (isOfResource(check)) {
      return resource(check).text();
    }
    return switch (check) {
      case STATUS -> "status";
      case AGENT -> "agent";
      case LOCATION -> "zones " + launch.zones();
      case ATTRIBUTES -> "required attributes " + launch.requiredAttributes();
      default -> rule(check).text();
    };
  }

  /** Returns how much is lacking, for the tie of PL-26; what has no amount lacks 0. */
  long shortfall(int check, int instance) {
    return isOfResource(check)
        ? resource(check).wanted(needs)
            - resource(check).available(instances, instance, group, needs)
        : 0;
  }

  Refusal refusal(int check, int instance) {
    if (isOfResource(check)) {
      Resource resource = resource(check);
      return new Refusal(
          resource.check(),
          instance,
          resource.wanted(needs),
          resource.available(instances, instance, group, needs),
          resource.detail(instances, instance, group, needs));
    }
    return new Refusal(kind(check), instance, 0, 0, detail(check, instance));
  }

  private String detail(int check, int instance) {
    return switch (check) {
      case STATUS -> "it is " + instances.status(instance);
      case AGENT -> "its agent is disconnected";
      case LOCATION -> "it is in " + instances.zone(instance) + ", not in " + launch.zones();
      case ATTRIBUTES -> "it lacks " + missing(instance);
      default ->
          rule(check).check() == Check.DISTINCT_INSTANCE
              ? instances.groupName(group) + " has a task there already"
              : "it does not meet " + rule(check);
    };
  }

  /** Returns the attributes that the task requires and the instance lacks. */
  ImmutableList<Attribute> missing(int instance) {
    return launch.requiredAttributes().stream()
        .filter(required -> !has(required, instance))
        .collect(toImmutableList());
  }

  /** Returns the ports that stand in the way, written as {@code 80/tcp}. */
  ImmutableList<String> portsTaken(int instance) {
    return Resource.taken(instances, instance, group, needs);
  }
}
