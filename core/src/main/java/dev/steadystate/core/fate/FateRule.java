package dev.steadystate.core.fate;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.steadystate.core.random.Chance;
import dev.steadystate.core.random.Distribution;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the tasks that match turn out. Start from {@link Fates#rule} and say more: each method
 * returns another rule.
 *
 * <pre>{@code
 * Fates.rule().family("web").revision(2).launches(1, 3)
 *     .pull(Fates.uniform(Duration.ofSeconds(2), Duration.ofSeconds(8)))
 *     .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: pull access denied")
 * }</pre>
 *
 * @param match which tasks it is about
 * @param share of those; the others look further down the rules
 * @param stages the lengths that differ from the parameters
 * @param failure how the task fails before RUNNING, if it does, at the end of that stage
 * @param containers what its containers do; one that is not listed has nothing to tell
 */
public record FateRule(
    TaskPattern match,
    Chance share,
    ImmutableMap<TaskStage, Distribution> stages,
    Optional<StartFailure> failure,
    ImmutableList<ContainerRule> containers) {
  private static final FateRule ALL_GOES_WELL =
      new FateRule(
          TaskPattern.everyTask(),
          Chance.always(),
          ImmutableMap.of(),
          Optional.empty(),
          ImmutableList.of());

  /** Refuses two rules for one container. */
  public FateRule {
    long names = containers.stream().map(ContainerRule::name).distinct().count();
    checkArgument(names == containers.size(), "a container is named twice in %s", containers);
  }

  static FateRule allGoesWell() {
    return ALL_GOES_WELL;
  }

  /** Returns the rule for tasks of this family only, of any revision. */
  public FateRule family(String name) {
    return with(match.withTaskDefinition(name, OptionalInt.empty()));
  }

  /** Returns the rule for this revision of its family only. */
  public FateRule revision(int number) {
    checkArgument(match.family().isPresent(), "name the family before the revision %s", number);
    return with(match.withTaskDefinition(match.family().get(), OptionalInt.of(number)));
  }

  /** Returns the rule for tasks of the service of this name only. */
  public FateRule service(String name) {
    return with(match.withService(name));
  }

  /** Returns the rule for tasks in the cluster of this name only. */
  public FateRule cluster(String name) {
    return with(match.withCluster(name));
  }

  /** Returns the rule for this launch of a deployment only, counted from 1. */
  public FateRule launch(int number) {
    return launches(number, number);
  }

  /** Returns the rule for these launches of a deployment only, both included, from 1. */
  public FateRule launches(int first, int last) {
    return with(match.withLaunches(first, last));
  }

  /** Returns the rule for this share of the tasks that match, such as "0.3". */
  public FateRule share(String decimal) {
    return share(Chance.parse(decimal));
  }

  /** Returns the rule for this share of the tasks that match, each by its own draw. */
  public FateRule share(Chance chance) {
    return new FateRule(match, chance, stages, failure, containers);
  }

  /** Returns the rule with another length of PROVISIONING. */
  public FateRule provisioning(Distribution length) {
    return lasts(TaskStage.PROVISIONING, length);
  }

  /** Returns the rule with another length of PROVISIONING. */
  public FateRule provisioning(Duration length) {
    return provisioning(Distribution.constant(length));
  }

  /** Returns the rule with another length of PENDING. */
  public FateRule pending(Distribution length) {
    return lasts(TaskStage.PENDING, length);
  }

  /** Returns the rule with another length of PENDING. */
  public FateRule pending(Duration length) {
    return pending(Distribution.constant(length));
  }

  /** Returns the rule with another length of the image pull. */
  public FateRule pull(Distribution length) {
    return lasts(TaskStage.PULL, length);
  }

  /** Returns the rule with another length of the image pull. */
  public FateRule pull(Duration length) {
    return pull(Distribution.constant(length));
  }

  /** Returns the rule with another length from the end of the pull to RUNNING. */
  public FateRule activating(Distribution length) {
    return lasts(TaskStage.ACTIVATING, length);
  }

  /** Returns the rule with another length from the end of the pull to RUNNING. */
  public FateRule activating(Duration length) {
    return activating(Distribution.constant(length));
  }

  /** Returns the rule with another length of DEPROVISIONING. */
  public FateRule deprovisioning(Distribution length) {
    return lasts(TaskStage.DEPROVISIONING, length);
  }

  /** Returns the rule with another length of DEPROVISIONING. */
  public FateRule deprovisioning(Duration length) {
    return deprovisioning(Distribution.constant(length));
  }

  /** Returns the rule with another length of this stage. */
  public FateRule lasts(TaskStage stage, Distribution length) {
    Map<TaskStage, Distribution> lengths = new EnumMap<>(TaskStage.class);
    lengths.putAll(stages);
    lengths.put(stage, length);
    return new FateRule(match, share, Maps.immutableEnumMap(lengths), failure, containers);
  }

  /** Returns the rule by which the task fails at the end of this stage. */
  public FateRule failsIn(StartFailure.Stage stage, String reason) {
    return new FateRule(
        match, share, stages, Optional.of(new StartFailure(stage, reason)), containers);
  }

  /** Returns the rule that also says what this container does. */
  public FateRule container(ContainerRule container) {
    ImmutableList<ContainerRule> more =
        ImmutableList.<ContainerRule>builder().addAll(containers).add(container).build();
    return new FateRule(match, share, stages, failure, more);
  }

  private FateRule with(TaskPattern pattern) {
    return new FateRule(pattern, share, stages, failure, containers);
  }

  /** Returns whether all tasks it is about turn out alike. */
  boolean isConstant() {
    return stages.values().stream().allMatch(Distribution::isConstant)
        && containers.stream().allMatch(ContainerRule::isConstant);
  }

  Fate draw(Draws draws) {
    return new Fate(
        length(TaskStage.PROVISIONING, draws),
        length(TaskStage.PENDING, draws),
        length(TaskStage.PULL, draws),
        length(TaskStage.ACTIVATING, draws),
        length(TaskStage.DEPROVISIONING, draws),
        failure.orElse(null),
        containers.stream()
            .collect(toImmutableMap(ContainerRule::name, container -> container.draw(draws))));
  }

  private long length(TaskStage stage, Draws draws) {
    Distribution length = stages.get(stage);
    return length == null ? Fate.STANDARD : draws.length(stage.name(), length);
  }
}
