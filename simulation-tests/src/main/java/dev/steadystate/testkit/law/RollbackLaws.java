package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.RolloutState;

/** What services are rolled back to (DEP-93, DEP-94). */
final class RollbackLaws {
  static final Law LATEST =
      EntryCheck.law(
          "a service is rolled back to the deployment that is COMPLETED since last (DEP-93)",
          RollbackLaws::notTheLatest,
          EntryKind.DEPLOYMENT);

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
}
