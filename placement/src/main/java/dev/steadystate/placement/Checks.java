package dev.steadystate.placement;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
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
  private static final ImmutableList<Check> OF_RESOURCES =
      ImmutableList.of(
          Check.CPU, Check.MEMORY, Check.PORT, Check.TOO_MANY_PORTS, Check.INTERFACES, Check.GPU);

  private final InstancesView instances;
  private final Launch launch;
  private final ImmutableList<Rule> rules;
  private final Needs needs;
  private final int group;
  private final Spot spot;
  private final int firstResource;
  private final int ports;
  private final boolean wantsMore;
  private final ImmutableList<Constraint> fixed;
  private final ImmutableList<Constraint> moving;
  private final ImmutableList<Constraint> movingOfThePlace;

  Checks(Launch launch, EcsPlacementPolicy policy, Spot spot) {
    this.instances = spot.instances();
    this.launch = launch;
    this.rules = policy.rules();
    this.needs = launch.needs();
    this.group = launch.group();
    this.spot = spot;
    this.firstResource = FIRST_RULE + rules.size();
    this.ports = needs.tcpPorts().size() + needs.udpPorts().size();
    this.wantsMore = ports > 0 || needs.networkInterfaces() > 0 || needs.gpus() > 0;
    this.fixed = constraints(Checks::isFixed);
    this.moving = constraints(rule -> !isFixed(rule));
    this.movingOfThePlace =
        constraints(rule -> !isFixed(rule) && !rule.constraint().countsOwnTasks());
    spot.lookFor(group, needs);
  }

  private static boolean isFixed(Rule rule) {
    return rule.constraint().basis().is(Basis.Kind.ATTRIBUTES)
        && !rule.constraint().countsOwnTasks();
  }

  private ImmutableList<Constraint> constraints(Predicate<Rule> which) {
    return rules.stream().filter(which).map(Rule::constraint).collect(toImmutableList());
  }

  Launch launch() {
    return launch;
  }

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
    return hasRoom(instance) && allow(moving, instance);
  }

  private boolean allow(ImmutableList<Constraint> constraints, int instance) {
    for (int i = 0; i < constraints.size(); i++) {
      if (!constraints.get(i).allows(spot.at(instance))) {
        return false;
      }
    }
    return true;
  }

  private boolean hasRoom(int instance) {
    return !lacksCpu(instance)
        && !lacksMemory(instance)
        && !(wantsMore
            && (hasPortTaken(instance)
                || lacksPorts(instance)
                || lacksInterfaces(instance)
                || lacksGpus(instance)));
  }

  /** Returns how many checks there are; they are numbered from 0. */
  int count() {
    return firstResource + OF_RESOURCES.size();
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
    if (check >= firstResource) {
      return !isShort(OF_RESOURCES.get(check - firstResource), instance);
    }
    return switch (check) {
      case STATUS -> instances.status(instance) == InstanceStatus.ACTIVE;
      case AGENT -> instances.agentConnected(instance);
      case LOCATION -> isInZone(instance);
      case ATTRIBUTES -> hasAttributes(instance);
      default -> rules.get(check - FIRST_RULE).constraint().allows(spot.at(instance));
    };
  }

  /** Returns whether the instance is one of those the service lives on (SS-21, PL-85). */
  boolean qualifies(int instance) {
    for (Rule rule : rules) {
      if (!rule.constraint().countsOwnTasks() && !rule.constraint().allows(spot.at(instance))) {
        return false;
      }
    }
    return isInZone(instance) && hasAttributes(instance);
  }

  /** Returns whether an instance that passes what is fixed qualifies now. */
  boolean qualifiesNow(int instance) {
    return allow(movingOfThePlace, instance);
  }

  /** Returns how much is lacking, for the tie of PL-26; what has no amount lacks 0. */
  long shortfall(int check, int instance) {
    if (check < firstResource) {
      return 0;
    }
    Check resource = kind(check);
    return wanted(resource) - available(resource, instance);
  }

  Refusal refusal(int check, int instance) {
    Check kind = kind(check);
    return new Refusal(
        kind,
        instance,
        check < firstResource ? 0 : wanted(kind),
        check < firstResource ? 0 : available(kind, instance),
        detail(check, kind, instance));
  }

  Check kind(int check) {
    if (check >= firstResource) {
      return OF_RESOURCES.get(check - firstResource);
    }
    return switch (check) {
      case STATUS -> Check.NO_INSTANCES;
      case AGENT -> Check.AGENT;
      case LOCATION -> Check.LOCATION;
      case ATTRIBUTES -> Check.ATTRIBUTE;
      default -> rules.get(check - FIRST_RULE).check();
    };
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

  private boolean isShort(Check resource, int instance) {
    return switch (resource) {
      case CPU -> lacksCpu(instance);
      case MEMORY -> lacksMemory(instance);
      case PORT -> hasPortTaken(instance);
      case TOO_MANY_PORTS -> lacksPorts(instance);
      case INTERFACES -> lacksInterfaces(instance);
      case GPU -> lacksGpus(instance);
      default -> throw new IllegalStateException(resource + " is no resource");
    };
  }

  private boolean lacksCpu(int instance) {
    return instances.remainingCpu(instance, group) < needs.cpu();
  }

  private boolean lacksMemory(int instance) {
    return instances.remainingMemory(instance, group) < needs.memory();
  }

  private boolean hasPortTaken(int instance) {
    return ports > 0 && !instances.portsFree(instance, group, needs);
  }

  private boolean lacksPorts(int instance) {
    return ports > 0 && instances.remainingPorts(instance) < ports;
  }

  private boolean lacksInterfaces(int instance) {
    return needs.networkInterfaces() > 0
        && instances.remainingInterfaces(instance, group) < needs.networkInterfaces();
  }

  private boolean lacksGpus(int instance) {
    return needs.gpus() > 0 && instances.remainingGpus(instance, group) < needs.gpus();
  }

  private long wanted(Check resource) {
    return switch (resource) {
      case CPU -> needs.cpu();
      case MEMORY -> needs.memory();
      case PORT, TOO_MANY_PORTS -> ports;
      case INTERFACES -> needs.networkInterfaces();
      case GPU -> needs.gpus();
      default -> throw new IllegalStateException(resource + " is no resource");
    };
  }

  private long available(Check resource, int instance) {
    return switch (resource) {
      case CPU -> instances.remainingCpu(instance, group);
      case MEMORY -> instances.remainingMemory(instance, group);
      case PORT -> ports - taken(instance).size();
      case TOO_MANY_PORTS -> instances.remainingPorts(instance);
      case INTERFACES -> instances.remainingInterfaces(instance, group);
      case GPU -> instances.remainingGpus(instance, group);
      default -> throw new IllegalStateException(resource + " is no resource");
    };
  }

  /** Returns the ports that stand in the way, written as {@code 80/tcp}. */
  ImmutableList<String> taken(int instance) {
    ImmutableList.Builder<String> taken = ImmutableList.builder();
    for (int port : needs.tcpPorts()) {
      if (!instances.portsFree(instance, group, only(ImmutableSortedSet.of(port), NO_PORTS))) {
        taken.add(port + "/tcp");
      }
    }
    for (int port : needs.udpPorts()) {
      if (!instances.portsFree(instance, group, only(NO_PORTS, ImmutableSortedSet.of(port)))) {
        taken.add(port + "/udp");
      }
    }
    return taken.build();
  }

  private static final ImmutableSortedSet<Integer> NO_PORTS = ImmutableSortedSet.of();

  private static Needs only(ImmutableSortedSet<Integer> tcp, ImmutableSortedSet<Integer> udp) {
    return new Needs(0, 0, 0, 0, tcp, udp);
  }

  private String detail(int check, Check kind, int instance) {
    return switch (kind) {
      case NO_INSTANCES -> "it is " + instances.status(instance);
      case AGENT -> "its agent is disconnected";
      case LOCATION -> "it is in " + instances.zone(instance) + ", not in " + launch.zones();
      case ATTRIBUTE -> "it lacks " + missing(instance);
      case DISTINCT_INSTANCE -> instances.groupName(group) + " has a task there already";
      case MEMBER_OF, CONSTRAINT -> "it does not meet " + rules.get(check - FIRST_RULE);
      case PORT -> "ports in use: " + String.join(", ", taken(instance));
      case CPU -> wantedAndLeft("CPU units", kind, instance);
      case MEMORY -> wantedAndLeft("MiB of memory", kind, instance);
      case TOO_MANY_PORTS -> wantedAndLeft("host ports", kind, instance);
      case INTERFACES -> wantedAndLeft("network interfaces", kind, instance);
      case GPU -> wantedAndLeft("GPUs", kind, instance);
    };
  }

  private String wantedAndLeft(String unit, Check resource, int instance) {
    return "wants "
        + wanted(resource)
        + " "
        + unit
        + ", "
        + available(resource, instance)
        + " left";
  }

  /** Returns what the check looks at, for a reader. */
  String name(int check) {
    Check kind = kind(check);
    return switch (kind) {
      case NO_INSTANCES -> "status";
      case AGENT -> "agent";
      case LOCATION -> "zones " + launch.zones();
      case ATTRIBUTE -> "required attributes " + launch.requiredAttributes();
      case DISTINCT_INSTANCE, MEMBER_OF, CONSTRAINT -> rules.get(check - FIRST_RULE).text();
      case CPU -> "CPU units";
      case MEMORY -> "memory";
      case PORT -> "ports in use";
      case TOO_MANY_PORTS -> "number of host ports";
      case INTERFACES -> "network interfaces";
      case GPU -> "GPUs";
    };
  }

  /** Returns the attributes that the task requires and the instance lacks. */
  ImmutableList<Attribute> missing(int instance) {
    ImmutableList.Builder<Attribute> missing = ImmutableList.builder();
    for (Attribute required : launch.requiredAttributes()) {
      if (!has(required, instance)) {
        missing.add(required);
      }
    }
    return missing.build();
  }
}
