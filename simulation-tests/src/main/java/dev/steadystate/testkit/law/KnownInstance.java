package dev.steadystate.testkit.law;

import dev.steadystate.core.view.InstanceSnapshot;
import java.util.HashMap;
import java.util.Map;

/** A container instance as it registered, and what tasks take of it by the journal. */
final class KnownInstance {
  InstanceSnapshot snapshot;

  /** What scheduling has given away. */
  final Load given = new Load();

  /** What is in use on the host. */
  final Load used = new Load();

  /** Tasks on it that are not STOPPED. */
  final Roster tasks = Roster.onInstance();

  KnownInstance(InstanceSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** A sum of what tasks take. */
  static final class Load {
    long cpu;
    long memory;
    int gpus;
    int interfaces;
    final Map<String, Integer> ports = new HashMap<>();

    void add(KnownTask task, int sign) {
      cpu += (long) sign * task.cpu;
      memory += (long) sign * task.memory;
      gpus += sign * task.shape.gpus();
      interfaces += task.shape.hasOwnInterface() ? sign : 0;
      for (String port : task.shape.ports()) {
        ports.merge(port, sign, Integer::sum);
      }
    }

    /** Returns what was given twice or more than there is, or the empty text. */
    String excess(InstanceSnapshot of) {
      if (cpu > of.registered().cpu()) {
        return cpu + " CPU units of " + of.registered().cpu();
      }
      if (memory > of.registered().memory()) {
        return memory + " MiB of " + of.registered().memory();
      }
      if (gpus > of.registered().gpuIds().size()) {
        return gpus + " GPUs of " + of.registered().gpuIds().size();
      }
      if (interfaces > of.registered().networkInterfaces()) {
        return interfaces + " network interfaces of " + of.registered().networkInterfaces();
      }
      for (Map.Entry<String, Integer> port : ports.entrySet()) {
        if (port.getValue() > 1) {
          return "port " + port.getKey() + " " + port.getValue() + " times";
        }
        if (port.getValue() == 1 && isReserved(of, port.getKey())) {
          return "port " + port.getKey() + ", which is reserved";
        }
      }
      return "";
    }

    private static boolean isReserved(InstanceSnapshot of, String port) {
      int number = Integer.parseInt(port.substring(0, port.indexOf('/')));
      return (port.endsWith("udp") ? of.registered().udpPorts() : of.registered().ports())
          .contains(number);
    }
  }

  @Override
  public String toString() {
    return snapshot.ec2InstanceId();
  }
}
