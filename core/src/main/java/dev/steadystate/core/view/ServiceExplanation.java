package dev.steadystate.core.view;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.PlacementExplanation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a service is as it is: what it waits for, what is in the way, and what comes next.
 *
 * @param at the instant of which this is true
 * @param healthy its tasks that count as healthy (SS-6)
 * @param floor how many have to be healthy before the scheduler stops one (SS-4)
 * @param ceiling how many may occupy before the scheduler starts one (SS-4)
 * @param occupying its tasks that the ceiling counts (SS-5)
 * @param starting live tasks that are not RUNNING yet
 * @param settling RUNNING tasks that nobody knows to be healthy or unhealthy
 * @param unhealthy live tasks that are unhealthy
 * @param leaving tasks told to stop that still occupy
 * @param lacks the deployments that miss tasks
 * @param obstacles what blocks it as its own events say, without the name of the service
 * @param next what happens to it next, unless that is more than a day away
 */
public record ServiceExplanation(
    Instant at,
    ServiceSnapshot service,
    int healthy,
    int floor,
    int ceiling,
    int occupying,
    int starting,
    int settling,
    int unhealthy,
    int leaving,
    ImmutableList<Lack> lacks,
    ImmutableList<String> obstacles,
    Optional<JournalEntry> next) {

  /**
   * A deployment that misses tasks.
   *
   * @param missing how many
   * @param mayLaunch false for a deployment that FAILED: it launches nothing any more (DEP-15)
   * @param failedRounds how many rounds of launches failed in a row (SS-81)
   * @param launchesFrom the instant before which the throttle forbids a launch (SS-83)
   * @param placement how the next task comes to its place, or why there is none; absent when no
   *     task is to be placed
   */
  public record Lack(
      DeploymentSnapshot deployment,
      int missing,
      boolean mayLaunch,
      int failedRounds,
      Optional<Instant> launchesFrom,
      Optional<PlacementExplanation> placement) {}

  /** Returns one screen of text. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(service.toString());
    if (service.status() != ServiceStatus.INACTIVE) {
      lines.add(
          "  "
              + healthy
              + " of "
              + service.desiredCount()
              + " wanted are healthy; the floor is "
              + floor
              + ", the ceiling "
              + ceiling
              + ", "
              + tasks(occupying, "occupies", "occupy"));
    }
    say(starting, "is on the way to RUNNING", "are on the way to RUNNING", lines);
    say(settling, "is RUNNING and not healthy yet", "are RUNNING and not healthy yet", lines);
    say(unhealthy, "is unhealthy", "are unhealthy", lines);
    say(leaving, "is told to stop and still occupies", "are told to stop and still occupy", lines);
    lacks.forEach(lack -> tell(lack, lines));
    obstacles.forEach(obstacle -> lines.add("  it " + obstacle));
    lines.add("  " + next.map(this::tell).orElse("nothing happens to it within a day"));
    return String.join("\n", lines);
  }

  private static void say(int count, String one, String many, List<String> lines) {
    if (count > 0) {
      lines.add("  " + tasks(count, one, many));
    }
  }

  private static String tasks(int count, String one, String many) {
    return count == 1 ? "1 task " + one : count + " tasks " + many;
  }

  private void tell(Lack lack, List<String> lines) {
    String lacking =
        "  "
            + lack.deployment().taskDefinition()
            + " lacks "
            + (lack.missing() == 1 ? "1 task" : lack.missing() + " tasks");
    if (!lack.mayLaunch()) {
      lines.add(lacking + ", and launches none: its deployment FAILED");
      return;
    }
    lines.add(lacking);
    lack.placement()
        .ifPresent(placement -> placement.toString().lines().forEach(it -> lines.add("    " + it)));
    lack.launchesFrom()
        .ifPresent(
            from ->
                lines.add(
                    "    no launch before "
                        + from
                        + ", in "
                        + Durations.text(Duration.between(at, from))
                        + ": "
                        + lack.failedRounds()
                        + " rounds of launches in a row failed"));
  }

  private String tell(JournalEntry entry) {
    String why = entry.reason().isEmpty() ? "" : " because " + entry.reason();
    return "next, at " + Instant.ofEpochMilli(entry.at()) + ": " + what(entry) + why;
  }

  private String what(JournalEntry entry) {
    if (entry.kind() != EntryKind.SERVICE_EVENT) {
      return entry.subject().type() + " " + entry.subject().name() + ": " + entry.text();
    }
    return obstacles.stream().anyMatch(entry.text()::endsWith)
        ? "an event says so again"
        : entry.text();
  }
}
