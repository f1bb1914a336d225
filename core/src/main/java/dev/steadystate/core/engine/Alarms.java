package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.MetricAlarm;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.Why;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The simulated CloudWatch alarms of the account, and what they do to deployments (DEP-103 to
 * DEP-111).
 *
 * <p>An alarm that watches a metric is evaluated for as long as there is a data point to look at:
 * what nobody feeds costs nothing.
 */
final class Alarms {
  /** The default bake time is at least and at most so long (DEP-109). */
  private static final long SHORTEST_BAKE = 60_000;

  private static final long LONGEST_BAKE = 299_000;

  private final World world;
  private final TreeMap<String, Alarm> byName = new TreeMap<>();
  private final List<Alarm> inOrder = new ArrayList<>();

  Alarms(World world) {
    this.world = world;
  }

  /** Copies the alarms of another world into this one. */
  Alarms(World world, Alarms from) {
    this(world);
    for (Alarm alarm : from.inOrder) {
      add(alarm.copy());
    }
  }

  private void add(Alarm alarm) {
    inOrder.add(alarm);
    byName.put(alarm.name, alarm);
  }

  private Alarm alarm(String name) {
    Alarm known = byName.get(name);
    if (known == null) {
      known = new Alarm(name, inOrder.size());
      add(known);
    }
    return known;
  }

  Optional<AlarmState> state(String name) {
    return Optional.ofNullable(byName.get(name)).map(alarm -> alarm.state);
  }

  ImmutableList<String> names() {
    return ImmutableList.copyOf(byName.keySet());
  }

  /** Returns max(period × evaluation periods), at least 60 s and at most 299 s (DEP-109). */
  long bakeTime(ImmutableList<String> names) {
    long bake = SHORTEST_BAKE;
    for (String name : names) {
      Alarm alarm = byName.get(name);
      if (alarm != null) {
        bake = Math.max(bake, Math.min(LONGEST_BAKE, alarm.period * alarm.evaluationPeriods));
      }
    }
    return bake;
  }

  /** Makes an alarm known that is set by hand, with its length. */
  void put(String name, long period, int evaluationPeriods) {
    alarm(name).setByHand(period, evaluationPeriods);
  }

  /** Makes an alarm known that watches a metric. */
  void put(MetricAlarm rule) {
    alarm(rule.name()).watch(rule);
  }

  /** Sets the state by hand; an alarm that watches a metric keeps it until it is evaluated. */
  void set(String name, AlarmState state, long cause) {
    Alarm alarm = alarm(name);
    become(alarm, state, null, cause);
    if (alarm.watches()) {
      evaluateNext(alarm);
    }
  }

  /** Feeds all alarms that watch the metric. */
  void putData(String metric, BigDecimal value) {
    for (Alarm alarm : inOrder) {
      if (alarm.watches(metric)) {
        alarm.put(world.now, value);
        evaluateNext(alarm);
      }
    }
  }

  private void evaluateNext(Alarm alarm) {
    long at = alarm.nextEvaluation(world.now);
    if (alarm.evaluatedAt != at) {
      alarm.evaluatedAt = at;
      world.agenda.addEvent(at, EventType.evaluationOf(alarm.index), 0);
    }
  }

  /** Looks at the data points of an alarm, as CloudWatch does every minute (SCL-64). */
  void evaluate(int index) {
    Alarm alarm = inOrder.get(index);
    if (alarm.evaluatedAt != world.now) {
      return;
    }
    alarm.evaluatedAt = Task.NEVER;
    become(alarm, alarm.evaluate(world.now), Why.of("its metric says so"), 0);
    if (alarm.hasValues()) {
      evaluateNext(alarm);
    }
  }

  private void become(Alarm alarm, AlarmState state, @Nullable Why why, long cause) {
    if (alarm.state == state) {
      return;
    }
    boolean inAlarm = alarm.state == AlarmState.ALARM || state == AlarmState.ALARM;
    alarm.state = state;
    long entry =
        world.write(
            EntryKind.ALARM, world.self, "alarm " + alarm.name + " is " + state, why, cause);
    for (ServiceState service : world.services) {
      if (service.status == ServiceStatus.ACTIVE
          && service.configuration.alarms().alarmNames().contains(alarm.name)) {
        if (inAlarm && (service.primary.hasRun || service.primary.running() > 0)) {
          service.alarmed.add(alarm.name);
        }
        world.touchByCall(service, entry);
      }
    }
  }
}
