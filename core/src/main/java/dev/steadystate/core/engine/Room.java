package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.Needs;

/** What is free on an instance, either for scheduling or on the host itself (PL-19). */
final class Room {
  int cpu;
  int memory;
  int gpus;
  int interfaces;
  final IntSet tcp;
  final IntSet udp;

  Room(int cpu, int memory, int gpus, int interfaces, IntSet tcp, IntSet udp) {
    this.cpu = cpu;
    this.memory = memory;
    this.gpus = gpus;
    this.interfaces = interfaces;
    this.tcp = tcp;
    this.udp = udp;
  }

  Room copy() {
    return new Room(cpu, memory, gpus, interfaces, tcp.copy(), udp.copy());
  }

  boolean fits(Needs needs) {
    return cpu >= needs.cpu()
        && memory >= needs.memory()
        && gpus >= needs.gpus()
        && interfaces >= needs.networkInterfaces()
        && portsFree(needs);
  }

  boolean portsFree(Needs needs) {
    return !needs.hasPorts() || (isFree(tcp, needs.tcpPorts()) && isFree(udp, needs.udpPorts()));
  }

  void take(Needs needs) {
    change(needs, -1);
    if (needs.hasPorts()) {
      needs.tcpPorts().forEach(tcp::add);
      needs.udpPorts().forEach(udp::add);
    }
  }

  void giveBack(Needs needs) {
    change(needs, 1);
    if (needs.hasPorts()) {
      needs.tcpPorts().forEach(tcp::remove);
      needs.udpPorts().forEach(udp::remove);
    }
  }

  private void change(Needs needs, int sign) {
    cpu += sign * needs.cpu();
    memory += sign * needs.memory();
    gpus += sign * needs.gpus();
    interfaces += sign * needs.networkInterfaces();
  }

  private static boolean isFree(IntSet used, ImmutableSortedSet<Integer> wanted) {
    for (int port : wanted) {
      if (used.contains(port)) {
        return false;
      }
    }
    return true;
  }
}
