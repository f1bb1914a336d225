package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** When a container that exited is started again in its task (TK-70, TK-71). */
public record RestartPolicy(
    boolean enabled, ImmutableList<Integer> ignoredExitCodes, int restartAttemptPeriod) {
  private static final int MAX_IGNORED_EXIT_CODES = 50;

  /** Checks the ranges of the API. */
  public RestartPolicy {
    Rule.checkRange("restartAttemptPeriod", restartAttemptPeriod, 60, 1800);
    if (ignoredExitCodes.size() > MAX_IGNORED_EXIT_CODES) {
      throw EcsException.client(
          "ignoredExitCodes can have at most "
              + MAX_IGNORED_EXIT_CODES
              + " items but had "
              + ignoredExitCodes.size());
    }
  }

  /** Returns the policy that restarts after any exit code, at most every 300 s. */
  public static RestartPolicy standard() {
    return new RestartPolicy(true, ImmutableList.of(), 300);
  }

  public RestartPolicy withRestartAttemptPeriod(int seconds) {
    return new RestartPolicy(enabled, ignoredExitCodes, seconds);
  }

  /** Returns the policy that lets a container stay down after these exit codes. */
  public RestartPolicy withIgnoredExitCodes(Integer... codes) {
    return new RestartPolicy(enabled, ImmutableList.copyOf(codes), restartAttemptPeriod);
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return Document.builder()
        .put("enabled", enabled)
        .putUnlessEmpty("ignoredExitCodes", ignoredExitCodes)
        .put("restartAttemptPeriod", restartAttemptPeriod)
        .build();
  }
}
