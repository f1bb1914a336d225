package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.ServiceView;

/**
 * The CloudWatch alarms that watch a deployment (DEP-103 to DEP-111).
 *
 * @param isWatching whether alarms are configured, and none was in ALARM at the start (DEP-104)
 * @param triggered those in ALARM while a task of the deployment runs or has run (DEP-105, DEP-107)
 * @param bakeTime how long to watch after all else is done, in milliseconds
 */
record AlarmWatch(boolean isWatching, ImmutableList<String> triggered, long bakeTime) {
  private static final AlarmWatch OFF = new AlarmWatch(false, ImmutableList.of(), 0);
  private static final long MINUTE = 60_000;

  static AlarmWatch of(ServiceView service) {
    DeploymentAlarms alarms = service.configuration().alarms();
    DeploymentView primary = service.primary();
    if (!alarms.enable() || alarms.alarmNames().isEmpty() || primary.startedInAlarm()) {
      return OFF;
    }
    int minutes = service.configuration().bakeTimeInMinutes();
    // DEP-109; without alarms there is no bake time at all (DEP-110).
    long bakeTime = minutes > 0 ? minutes * MINUTE : service.alarmBakeTime();
    boolean hasRun = primary.hasRun() || primary.running() > 0;
    return new AlarmWatch(
        true, hasRun ? inAlarm(service, alarms.alarmNames()) : ImmutableList.of(), bakeTime);
  }

  boolean isTriggered() {
    return !triggered.isEmpty();
  }

  private static ImmutableList<String> inAlarm(ServiceView service, ImmutableList<String> names) {
    ImmutableList.Builder<String> triggered = ImmutableList.builder();
    for (String name : names) {
      if (service.alarm(name).filter(state -> state == AlarmState.ALARM).isPresent()) {
        triggered.add(name);
      }
    }
    return triggered.build();
  }
}
