package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Refusal;

/** What tasks take of an instance, in the order in which PL-26 checks it. */
enum Resource {
  CPU(Refusal.Check.CPU, "CPU", "CPU units") {
    @Override
    int wanted(Needs needs) {
      return needs.cpu();
    }

    @Override
    int available(InstancesView instances, int instance, int group, Needs needs) {
      return instances.remainingCpu(instance, group);
    }
  },
  MEMORY(Refusal.Check.MEMORY, "memory", "MiB of memory") {
    @Override
    int wanted(Needs needs) {
      return needs.memory();
    }

    @Override
    int available(InstancesView instances, int instance, int group, Needs needs) {
      return instances.remainingMemory(instance, group);
    }
  },
  PORTS(Refusal.Check.PORT, "ports", "ports in use") {
    @Override
    int wanted(Needs needs) {
      return needs.tcpPorts().size() + needs.udpPorts().size();
    }

    @Override
    int available(InstancesView instances, int instance, int group, Needs needs) {
      return instances.portsFree(instance, group, needs)
          ? wanted(needs)
          : wanted(needs) - taken(instances, instance, group, needs).size();
    }

    @Override
    String detail(InstancesView instances, int instance, int group, Needs needs) {
      return "ports in use: " + String.join(", ", taken(instances, instance, group, needs));
    }
  },
  PORT_COUNT(Refusal.Check.TOO_MANY_PORTS, "number of ports", "host ports") {
    @Override
    int wanted(Needs needs) {
      return PORTS.wanted(needs);
    }

    @Override
    int available(InstancesView instances, int instance, int group, Needs needs) {
      return instances.remainingPorts(instance);
    }
  },
  INTERFACES(Refusal.Check.INTERFACES, "network interfaces", "network interfaces") {
    @Override
    int wanted(Needs needs) {
      return needs.networkInterfaces();
    }

    @Override
    int available(InstancesView instances, int instance, int group, Needs needs) {
      return instances.remainingInterfaces(instance, group);
    }
  },
  GPUS(Refusal.Check.GPU, "GPUs", "GPUs") {
    @Override
    int wanted(Needs needs) {
      return needs.gpus();
    }

    @Override
    int available(InstancesView instances, int instance, int group, Needs needs) {
      return instances.remainingGpus(instance, group);
    }
  };

  static final ImmutableList<Resource> ALL = ImmutableList.copyOf(values());

  /** All but CPU and memory, which are always looked at. */
  private static final ImmutableList<Resource> RARE = ALL.subList(2, ALL.size());

  private static final ImmutableSortedSet<Integer> NO_PORTS = ImmutableSortedSet.of();

  private final Refusal.Check check;
  private final String text;
  private final String words;

  /**
   * Makes a resource.
   *
   * @param text its name for a reader
   * @param words what so many of it are called
   */
  Resource(Refusal.Check check, String text, String words) {
    this.check = check;
    this.text = text;
    this.words = words;
  }

  /** Returns what a task with these needs takes beside CPU and memory: mostly nothing. */
  static ImmutableList<Resource> rareOf(Needs needs) {
    ImmutableList.Builder<Resource> rare = ImmutableList.builder();
    for (int i = 0; i < RARE.size(); i++) {
      if (RARE.get(i).wanted(needs) > 0) {
        rare.add(RARE.get(i));
      }
    }
    return rare.build();
  }

  abstract int wanted(Needs needs);

  abstract int available(InstancesView instances, int instance, int group, Needs needs);

  /** Returns whether there is too little; a task that wants nothing finds enough anywhere. */
  final boolean isShort(InstancesView instances, int instance, int group, Needs needs) {
    int wanted = wanted(needs);
    // Even of nothing there may be too little: room kept for daemons may be more than there is.
    return (wanted > 0 || this == CPU || this == MEMORY)
        && available(instances, instance, group, needs) < wanted;
  }

  String detail(InstancesView instances, int instance, int group, Needs needs) {
    return "wants "
        + wanted(needs)
        + " "
        + words
        + ", "
        + available(instances, instance, group, needs)
        + " left";
  }

  Refusal.Check check() {
    return check;
  }

  /** Returns the name for a reader. */
  String text() {
    return text;
  }

  /** Returns the ports that stand in the way, written as {@code 80/tcp}. */
  static ImmutableList<String> taken(
      InstancesView instances, int instance, int group, Needs needs) {
    ImmutableList.Builder<String> taken = ImmutableList.builder();
    for (int port : needs.tcpPorts()) {
      if (!instances.portsFree(instance, group, ports(ImmutableSortedSet.of(port), NO_PORTS))) {
        taken.add(port + "/tcp");
      }
    }
    for (int port : needs.udpPorts()) {
      if (!instances.portsFree(instance, group, ports(NO_PORTS, ImmutableSortedSet.of(port)))) {
        taken.add(port + "/udp");
      }
    }
    return taken.build();
  }

  private static Needs ports(ImmutableSortedSet<Integer> tcp, ImmutableSortedSet<Integer> udp) {
    return new Needs(0, 0, 0, 0, tcp, udp);
  }
}
