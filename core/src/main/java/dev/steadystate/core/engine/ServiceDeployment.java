package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/** The record of one deployment as DescribeServiceDeployments shows it (DEP-148 to DEP-152). */
public final class ServiceDeployment {
  /** The states of DEP-149. */
  public enum Status {
    PENDING,
    IN_PROGRESS,
    SUCCESSFUL,
    STOP_REQUESTED,
    STOPPED,
    ROLLBACK_REQUESTED,
    ROLLBACK_IN_PROGRESS,
    ROLLBACK_SUCCESSFUL,
    ROLLBACK_FAILED;

    /** Returns whether nothing more will happen to it. */
    public boolean isTerminal() {
      return this == SUCCESSFUL
          || this == STOPPED
          || this == ROLLBACK_SUCCESSFUL
          || this == ROLLBACK_FAILED;
    }
  }

  public final long key;
  public final int target;
  public final ImmutableList<Integer> sources;
  final ServiceSettings settings;
  final Revision revision;
  public final long createdAt;
  public Status status = Status.PENDING;
  public @Nullable String statusReason;
  public long startedAt = Task.NEVER;
  public long finishedAt = Task.NEVER;
  public long stoppedAt = Task.NEVER;
  public long updatedAt;
  public @Nullable String rollbackReason;
  public long rollbackAt = Task.NEVER;
  public int rollbackTo;
  public String breakerStatus = "DISABLED";
  public int failureCount;
  public int threshold;
  public String alarmStatus = "DISABLED";
  public ImmutableList<String> alarmNames;
  public ImmutableList<String> triggeredAlarms = ImmutableList.of();

  /** What its sources, in their order, and its target had when it ended; empty until then. */
  private ImmutableList<Counts> countsAtEnd = ImmutableList.of();

  /** How many tasks a deployment should have, and has. */
  public record Counts(int requested, int running, int pending) {
    private static final Counts NONE = new Counts(0, 0, 0);
  }

  ServiceDeployment(
      long key,
      int target,
      ImmutableList<Integer> sources,
      ServiceSettings settings,
      Revision revision,
      long createdAt) {
    this.key = key;
    this.target = target;
    this.sources = sources;
    this.settings = settings;
    this.revision = revision;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.alarmNames = settings.service().deploymentConfiguration().alarms().alarmNames();
  }

  ServiceDeployment copy() {
    ServiceDeployment copy =
        new ServiceDeployment(key, target, sources, settings, revision, createdAt);
    copy.status = status;
    copy.statusReason = statusReason;
    copy.startedAt = startedAt;
    copy.finishedAt = finishedAt;
    copy.stoppedAt = stoppedAt;
    copy.updatedAt = updatedAt;
    copy.rollbackReason = rollbackReason;
    copy.rollbackAt = rollbackAt;
    copy.rollbackTo = rollbackTo;
    copy.breakerStatus = breakerStatus;
    copy.failureCount = failureCount;
    copy.threshold = threshold;
    copy.alarmStatus = alarmStatus;
    copy.alarmNames = alarmNames;
    copy.triggeredAlarms = triggeredAlarms;
    copy.countsAtEnd = countsAtEnd;
    return copy;
  }

  /** Keeps the present counts: they no longer change with the service (DEP-75). */
  void countAtEnd(ServiceState service) {
    countsAtEnd = counts(service);
  }

  /** Returns the counts of its sources, in their order, and of its target after them. */
  public ImmutableList<Counts> counts(ServiceState service) {
    if (!countsAtEnd.isEmpty()) {
      return countsAtEnd;
    }
    ImmutableList.Builder<Counts> counts =
        ImmutableList.builderWithExpectedSize(sources.size() + 1);
    for (int source : sources) {
      counts.add(present(service, source));
    }
    return counts.add(present(service, target)).build();
  }

  /** A deployment that is gone has no task any more. */
  private static Counts present(ServiceState service, int ordinal) {
    for (DeploymentState deployment : service.deployments) {
      if (deployment.ordinal == ordinal) {
        return new Counts(deployment.desiredCount, deployment.running, deployment.pending());
      }
    }
    return Counts.NONE;
  }

  /** Returns the 21 characters that end its ARN. */
  public String id() {
    return Hex.shortId(key);
  }
}
