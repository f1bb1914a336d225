package dev.steadystate.testkit.compare;

import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.Step;
import dev.steadystate.testkit.scenario.Until;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a run came out.
 *
 * @param secondsToSteady from the last call or fault of the script until all services are steady;
 *     NaN if they never are
 * @param lowestHealthyShare the least share of wanted tasks that were healthy, of any service,
 *     after all were steady for the first time; NaN if they never were
 * @param tasksStarted how many tasks were launched
 * @param taskSecondsWasted seconds that tasks were pending or running beyond what was wanted
 * @param instancesUsed how many container instances run a task in the end
 * @param imbalance in the end, between the fullest and the emptiest zone that has instances, of any
 *     service
 */
public record Measures(
    double secondsToSteady,
    double lowestHealthyShare,
    long tasksStarted,
    double taskSecondsWasted,
    int instancesUsed,
    int imbalance)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Lets a simulation of this scenario run to its end and measures it. */
  public static Measures of(Scenario scenario, EcsSimulation simulation) {
    Instant lastStep =
        scenario
            .start()
            .plus(
                scenario.script().stream()
                    .filter(step -> !(step instanceof Step.Expect))
                    .map(step -> step.time().orElseThrow())
                    .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b));
    Meter meter = new Meter(simulation, lastStep.toEpochMilli());
    simulation.observe((JournalEntry entry) -> meter.count(entry));
    simulation.observeInstants(meter::look);
    simulation.runUntil(lastStep);
    if (scenario.until().length().isPresent()) {
      simulation.runUntil(scenario.start().plus(scenario.until().length().get()));
    } else {
      boolean unused = simulation.runUntilSteady(Until.AT_MOST);
    }
    return meter.measures();
  }

  /**
   * Measures what a change does to a simulation that goes on, from before it is made until all
   * services are steady again, or so much time has passed.
   */
  public static Measures during(EcsSimulation simulation, Runnable change, Duration atMost) {
    Meter meter = new Meter(simulation, simulation.now().toEpochMilli());
    simulation.observe((JournalEntry entry) -> meter.count(entry));
    simulation.observeInstants(meter::look);
    meter.look(simulation.now());
    change.run();
    boolean unused = simulation.runUntilSteady(atMost);
    return meter.measures();
  }

  /** Returns every measure by its name, in the order of the alphabet. */
  public ImmutableSortedMap<String, Double> numbers() {
    return ImmutableSortedMap.<String, Double>naturalOrder()
        .put("secondsToSteady", secondsToSteady)
        .put("lowestHealthyShare", lowestHealthyShare)
        .put("tasksStarted", (double) tasksStarted)
        .put("taskSecondsWasted", taskSecondsWasted)
        .put("instancesUsed", (double) instancesUsed)
        .put("imbalance", (double) imbalance)
        .buildOrThrow();
  }

  /** Returns a number without needless decimals; NaN is {@code -}. */
  static String text(double number) {
    return Double.isNaN(number)
        ? "-"
        : BigDecimal.valueOf(number)
            .setScale(3, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
  }

  /** Looks at a run as it goes. */
  private static final class Meter {
    private final EcsSimulation simulation;
    private final long lastStep;
    private long tasksStarted;
    private long steadyAt = -1;
    private boolean everSteady;
    private double lowestShare = Double.NaN;
    private double wasted;
    private long excess;
    private long before;

    Meter(EcsSimulation simulation, long lastStep) {
      this.simulation = simulation;
      this.lastStep = lastStep;
      this.before = simulation.now().toEpochMilli();
    }

    void count(JournalEntry entry) {
      tasksStarted += entry.kind() == EntryKind.TASK_STARTED ? 1 : 0;
    }

    void look(Instant instant) {
      long at = instant.toEpochMilli();
      wasted += excess * (at - before) / 1000.0;
      before = at;
      excess = 0;
      boolean steady = true;
      boolean any = false;
      for (ServiceCounts service : simulation.counts()) {
        if (service.status() != ServiceStatus.INACTIVE) {
          any = true;
          steady &= service.isSteady();
          excess +=
              Math.max(0, service.runningCount() + service.pendingCount() - service.desiredCount());
        }
      }
      everSteady |= steady && any;
      if (everSteady) {
        for (ServiceCounts service : simulation.counts()) {
          if (service.status() == ServiceStatus.ACTIVE && service.desiredCount() > 0) {
            double share = (double) service.healthyCount() / service.desiredCount();
            lowestShare = Double.isNaN(lowestShare) ? share : Math.min(lowestShare, share);
          }
        }
      }
      if (at >= lastStep) {
        boolean lasts = steady && any && steadyAt >= 0;
        steadyAt = lasts ? steadyAt : steady && any ? at : -1;
      }
    }

    Measures measures() {
      look(simulation.now());
      return new Measures(
          steadyAt < 0 ? Double.NaN : (steadyAt - lastStep) / 1000.0,
          lowestShare,
          tasksStarted,
          wasted,
          instancesUsed(),
          imbalance());
    }

    private int instancesUsed() {
      Set<String> used = new HashSet<>();
      simulation
          .clusters()
          .forEach(
              cluster ->
                  simulation
                      .eachTask(cluster.name())
                      .filter(task -> task.isLive() && !task.isOnFargate())
                      .forEach(task -> used.add(task.containerInstanceArn())));
      return used.size();
    }

    private int imbalance() {
      TreeMap<String, TreeMap<String, Integer>> counts = new TreeMap<>();
      simulation
          .clusters()
          .forEach(
              cluster ->
                  simulation
                      .eachTask(cluster.name())
                      .filter(task -> task.isLive() && !task.service().isEmpty())
                      .forEach(task -> count(counts, task)));
      int most = 0;
      for (TreeMap<String, Integer> service : counts.values()) {
        int max = service.values().stream().mapToInt(it -> it).max().orElse(0);
        int min = service.values().stream().mapToInt(it -> it).min().orElse(0);
        most = Math.max(most, max - min);
      }
      return most;
    }

    private void count(TreeMap<String, TreeMap<String, Integer>> counts, TaskSnapshot task) {
      TreeMap<String, Integer> zones =
          counts.computeIfAbsent(task.cluster() + "/" + task.service(), any -> emptyZones(task));
      zones.merge(task.availabilityZone(), 1, Integer::sum);
    }

    private TreeMap<String, Integer> emptyZones(TaskSnapshot task) {
      TreeMap<String, Integer> zones = new TreeMap<>();
      simulation.instances(task.cluster()).stream()
          .filter(instance -> instance.agentConnected())
          .forEach(instance -> zones.put(instance.availabilityZone(), 0));
      return zones;
    }
  }
}
