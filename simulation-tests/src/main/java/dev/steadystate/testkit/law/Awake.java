package dev.steadystate.testkit.law;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The services that laws about ticks look at: those that something happened to, until a tick passes
 * in which nothing does. After that only time can change what is to be said of one, and it wakes
 * when it does.
 */
final class Awake {
  private final Moment moment;
  private final List<KnownService> services = new ArrayList<>();

  /** Services of which something changed in this instant. */
  private final List<KnownService> stirred = new ArrayList<>();

  private final PriorityQueue<Waking> wakings = new PriorityQueue<>();

  private boolean everybody;

  private record Waking(long at, KnownService service) implements Comparable<Waking> {
    @Override
    public int compareTo(Waking other) {
      return at == other.at
          ? Integer.compare(service.index, other.service.index)
          : Long.compare(at, other.at);
    }
  }

  /** Says when time alone changes something about a service next. */
  interface Alarm {
    long nextAt(KnownService service);
  }

  Awake(Moment moment) {
    this.moment = moment;
  }

  /** Something happened to this service. */
  void stir(KnownService service) {
    if (service.stirredIn != moment.turn()) {
      service.stirredIn = moment.turn();
      stirred.add(service);
    }
    wake(service);
  }

  /** Something happened that may concern any service. */
  void stirAll() {
    everybody = true;
  }

  private void wake(KnownService service) {
    if (!service.awake) {
      service.awake = true;
      services.add(service);
    }
  }

  /** Wakes whose time has come. */
  void reach(long now, List<KnownService> all) {
    if (everybody) {
      everybody = false;
      all.forEach(this::stir);
    }
    while (!wakings.isEmpty() && wakings.peek().at() <= now) {
      Waking due = wakings.remove();
      if (due.service().wakesAt == due.at()) {
        due.service().wakesAt = Long.MAX_VALUE;
        wake(due.service());
      }
    }
  }

  /** Returns the services to look at in a tick. */
  List<KnownService> services() {
    return services;
  }

  /** Returns the services of which something changed in this instant. */
  List<KnownService> stirred() {
    return stirred;
  }

  /** Ends an instant: after a tick in which nothing came of it a service sleeps. */
  void ends(boolean tick, Alarm alarm) {
    stirred.clear();
    if (tick) {
      int stays = 0;
      for (int i = 0; i < services.size(); i++) {
        KnownService service = services.get(i);
        if (!sleeps(service, alarm)) {
          services.set(stays++, service);
        }
      }
      services.subList(stays, services.size()).clear();
    }
  }

  private boolean sleeps(KnownService service, Alarm alarm) {
    if (service.stirredIn == moment.turn()) {
      return false;
    }
    service.awake = false;
    long next = alarm.nextAt(service);
    if (next < service.wakesAt) {
      service.wakesAt = next;
      wakings.add(new Waking(next, service));
    }
    return true;
  }
}
