package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.ServiceView;

/** What alarms do to deployments (DEP-103 to DEP-107). */
final class AlarmLaws {
  static final Law FAILS =
      TickCheck.law(
          "a deployment fails once it has run and one of its alarms goes off (DEP-105, DEP-107)",
          Situation.UNDER_WAY,
          AlarmLaws::ignored);

  static final Law NO_OTHERS =
      EntryCheck.law(
          "no deployment fails for an alarm that is not in ALARM, was so at its start, or that it"
              + " does not watch yet (DEP-104, DEP-105)",
          AlarmLaws::withoutCause,
          EntryKind.DEPLOYMENT);

  private AlarmLaws() {}

  private static String ignored(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    return wanted.status() == ServiceStatus.ACTIVE && isTriggered(facts, wanted, primary)
        ? primary + " goes on, although one of its alarms is in ALARM"
        : "";
  }

  private static String withoutCause(Facts facts, JournalEntry entry) {
    KnownDeployment deployment = facts.deployment(entry);
    boolean byAlarm =
        entry.text().equals("failed")
            && Reason.of(entry).words().endsWith(" of its alarms are in ALARM");
    return deployment != null
            && byAlarm
            && !isTriggered(facts, facts.wanted(deployment.service), deployment)
        ? deployment + " fails for its alarms, but watches none that is in ALARM"
        : "";
  }

  /** Returns whether it has alarms, and none of them was in ALARM when it began (DEP-104). */
  static boolean isWatched(ServiceView wanted, KnownDeployment deployment) {
    DeploymentAlarms alarms = wanted.configuration().alarms();
    return alarms.enable() && !alarms.alarmNames().isEmpty() && !deployment.startedInAlarm;
  }

  private static boolean isTriggered(Facts facts, ServiceView wanted, KnownDeployment deployment) {
    return isWatched(wanted, deployment)
        && deployment.hasRun
        && facts.alarms().anySince(deployment.service, wanted);
  }
}
