package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.RolloutState;
import java.util.ArrayList;
import java.util.List;

/** What services are rolled back to (DEP-93, DEP-94). */
final class RollbackLaws {
  static final Law LATEST =
      EntryCheck.law(
          "a service is rolled back to the deployment that is COMPLETED since last (DEP-93)",
          RollbackLaws::notTheLatest,
          EntryKind.DEPLOYMENT);

  static final Law WHERE_ENABLED =
      Law.watching(
          "a deployment that fails is rolled back if, and only if, what failed it has rollback"
              + " enabled, it is no rollback itself, and there is one to go back to (DEP-93,"
              + " DEP-97, DEP-101, DEP-102)",
          facts -> new WhereEnabled(facts, new ArrayList<>()));

  private RollbackLaws() {}

  private static String notTheLatest(Facts facts, JournalEntry entry) {
    KnownDeployment to = facts.deployment(entry);
    if (to == null || !entry.text().equals("is rolled back to") || !to.isKnownFromItsStart) {
      return "";
    }
    if (!to.everCompleted) {
      return to + " is rolled back to, but never completed";
    }
    for (KnownDeployment other : to.service.deployments) {
      if (other.rollout == RolloutState.COMPLETED && other.completedAs > to.completedAs) {
        return to + " is rolled back to, but " + other + " completed later";
      }
    }
    return "";
  }

  /** What failed in this instant and may be rolled back, or was. */
  private record WhereEnabled(Facts facts, List<Failed> failed) implements Check {
    private static final class Failed {
      private final KnownDeployment deployment;
      private final boolean mayRollBack;
      private boolean rolledBack;

      Failed(KnownDeployment deployment, boolean mayRollBack) {
        this.deployment = deployment;
        this.mayRollBack = mayRollBack;
      }
    }

    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.DEPLOYMENT);
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownDeployment deployment = facts.deployment(entry);
      if (deployment == null || !deployment.isKnownFromItsStart) {
        return "";
      }
      if (entry.text().equals("failed")) {
        failed.add(new Failed(deployment, mayRollBack(deployment, Reason.of(entry).words())));
      } else if (entry.text().equals("is rolled back to")) {
        for (Failed it : failed) {
          it.rolledBack |= it.deployment.service == deployment.service;
        }
      }
      return "";
    }

    private boolean mayRollBack(KnownDeployment deployment, String reason) {
      DeploymentConfiguration now = facts.wanted(deployment.service).configuration();
      boolean enabled =
          reason.endsWith(" of its alarms are in ALARM")
              ? now.alarms().rollback()
              : now.circuitBreaker().rollback();
      return enabled && !deployment.isRollback && hasOther(deployment);
    }

    private static boolean hasOther(KnownDeployment deployment) {
      for (KnownDeployment other : deployment.service.deployments) {
        if (other != deployment && other.rollout == RolloutState.COMPLETED) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String instant(long at) {
      String wrong = "";
      for (Failed it : failed) {
        if (it.rolledBack != it.mayRollBack) {
          wrong = it.deployment + (it.rolledBack ? " must not be" : " should be") + " rolled back";
        }
      }
      failed.clear();
      return wrong;
    }
  }
}
