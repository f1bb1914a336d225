package dev.steadystate.core.fate;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * Which tasks a rule is about. What is absent does not matter.
 *
 * @param revision only together with a family
 * @param launches by launch number, counted as {@link TaskFacts} does
 */
public record TaskPattern(
    Optional<String> family,
    OptionalInt revision,
    Optional<String> service,
    Optional<String> cluster,
    Optional<Launches> launches) {
  private static final TaskPattern EVERY_TASK =
      new TaskPattern(
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Refuses a revision of no family. */
  public TaskPattern {
    checkArgument(
        revision.isEmpty() || family.isPresent(), "a revision needs the family it belongs to");
    checkArgument(
        revision.isEmpty() || revision.getAsInt() >= 1,
        "revisions are counted from 1, but found %s",
        revision);
  }

  /** Launch numbers from the first to the last, both included. */
  public record Launches(int first, int last) {
    /** Refuses an empty range. */
    public Launches {
      checkArgument(first >= 1, "launches are counted from 1, but found %s", first);
      checkArgument(
          first <= last, "launches want the lower number first, but found %s-%s", first, last);
    }

    @Override
    public String toString() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  /** Returns the pattern that every task matches. */
  public static TaskPattern everyTask() {
    return EVERY_TASK;
  }

  /** Returns whether the rule is about this task. */
  public boolean matches(TaskFacts task) {
    return (family.isEmpty() || family.get().equals(task.family()))
        && (revision.isEmpty() || revision.getAsInt() == task.revision())
        && (service.isEmpty() || service.get().equals(task.service()))
        && (cluster.isEmpty() || cluster.get().equals(task.cluster()))
        && (launches.isEmpty()
            || (launches.get().first() <= task.launch() && task.launch() <= launches.get().last()));
  }

  /** Returns {@code web} or {@code web:2}, if it matters. */
  public Optional<String> taskDefinition() {
    return family.map(name -> revision.isPresent() ? name + ":" + revision.getAsInt() : name);
  }

  /** Returns the same pattern for another family or revision, such as {@code web:2}. */
  public TaskPattern withTaskDefinition(String family, OptionalInt revision) {
    return new TaskPattern(Optional.of(family), revision, service, cluster, launches);
  }

  public TaskPattern withService(String name) {
    return new TaskPattern(family, revision, Optional.of(name), cluster, launches);
  }

  public TaskPattern withCluster(String name) {
    return new TaskPattern(family, revision, service, Optional.of(name), launches);
  }

  public TaskPattern withLaunches(int first, int last) {
    return new TaskPattern(
        family, revision, service, cluster, Optional.of(new Launches(first, last)));
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    taskDefinition().ifPresent(name -> text.add("taskDefinition: " + name));
    service.ifPresent(name -> text.add("service: " + name));
    cluster.ifPresent(name -> text.add("cluster: " + name));
    launches.ifPresent(numbers -> text.add("launches: " + numbers));
    return text.toString();
  }
}
