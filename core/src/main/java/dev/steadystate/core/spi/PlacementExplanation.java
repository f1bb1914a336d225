package dev.steadystate.core.spi;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.steadystate.core.model.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a placement comes about, or why there is none: what ruled out whom, who was left after each
 * step, what decided, and the smallest change that would make room.
 *
 * @param task what is to be placed, in words
 * @param place where it goes, absent when nowhere
 * @param steps the checks and strategies that had something to say, in order
 * @param ruledOut the instances that fail a check, with the first that they fail, in order of
 *     registration; INACTIVE ones are not mentioned
 * @param smallestChange absent when the task has a place, or when no single change gives it one
 */
public record PlacementExplanation(
    String task,
    Optional<Place> place,
    ImmutableList<Step> steps,
    ImmutableList<Verdict> ruledOut,
    Optional<Change> smallestChange) {

  /** So many instances are named one by one; of more only the causes are. */
  private static final int NAMED = 10;

  /**
   * Where a task goes.
   *
   * @param instance its number, or -1 on Fargate
   * @param name its EC2 instance id, or the empty text on Fargate
   */
  public record Place(int instance, String name, String zone) {
    @Override
    public String toString() {
      return name.isEmpty() ? zone : name + " in " + zone;
    }
  }

  /**
   * One step on the way.
   *
   * @param name such as {@code spread(instanceId)} or {@code memory}
   * @param left the numbers of the candidates left after it, in order of registration
   * @param note what it preferred, or the empty text
   */
  public record Step(String name, ImmutableIntArray left, String note) {
    @Override
    public String toString() {
      return left.length() + " left after " + name + (note.isEmpty() ? "" : ": " + note);
    }
  }

  /** The first check that an instance fails. */
  public record Verdict(int instance, String name, String zone, Refusal refusal) {
    @Override
    public String toString() {
      return name + " in " + zone + ": " + refusal.detail();
    }
  }

  /** One change that would give the task a place. */
  public sealed interface Change {
    /** Returns the number of the instance that it is about, or -1. */
    int instance();
  }

  /** So much more of a resource on this instance. */
  public record MoreRoom(int instance, String name, Refusal.Check resource, long amount)
      implements Change {
    @Override
    public String toString() {
      return amount
          + switch (resource) {
            case CPU -> " more CPU units";
            case MEMORY -> " MiB more memory";
            case INTERFACES -> " more network interfaces";
            case GPU -> " more GPUs";
            default -> " more of " + resource;
          }
          + " on "
          + name;
    }
  }

  /** The ports that the task needs no longer in use on this instance. */
  public record PortsFree(int instance, String name, String ports) implements Change {
    @Override
    public String toString() {
      return "port " + ports + " free on " + name;
    }
  }

  /** One attribute more on this instance. */
  public record MoreAttribute(int instance, String name, Attribute attribute) implements Change {
    @Override
    public String toString() {
      return "attribute " + attribute + " on " + name;
    }
  }

  /** The zone of this instance among the zones of the task. */
  public record MoreZone(int instance, String name, String zone) implements Change {
    @Override
    public String toString() {
      return "a subnet in " + zone + ", where " + name + " is";
    }
  }

  /**
   * One placement constraint less.
   *
   * @param instance an instance that it keeps away
   * @param constraint as ECS writes it
   */
  public record WithoutConstraint(int instance, String name, String constraint) implements Change {
    @Override
    public String toString() {
      return "the placement constraint " + constraint + " dropped: " + name + " would do";
    }
  }

  /** The agent of this instance connected. */
  public record AgentConnected(int instance, String name) implements Change {
    @Override
    public String toString() {
      return "the agent of " + name + " connected";
    }
  }

  /** This DRAINING instance ACTIVE again. */
  public record Activated(int instance, String name) implements Change {
    @Override
    public String toString() {
      return name + " set to ACTIVE";
    }
  }

  /** One more instance of the size, the zone and the attributes of this one. */
  public record AnotherLike(int instance, String name) implements Change {
    @Override
    public String toString() {
      return "one more instance like " + name;
    }
  }

  /** Returns the step that left one candidate, absent when there is none or never were two. */
  public Optional<Step> decidedBy() {
    return steps.stream().filter(step -> step.left().length() == 1).findFirst();
  }

  /** Returns one screen of text. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(task + (place.isPresent() ? " goes to " + place.get() : " has no place"));
    steps.forEach(step -> lines.add("  " + step));
    if (ruledOut.size() <= NAMED) {
      ruledOut.forEach(verdict -> lines.add("  " + verdict));
    } else {
      lines.addAll(causes());
    }
    if (place.isEmpty()) {
      lines.add(
          smallestChange
              .map(change -> "it would have one with " + change)
              .orElse("no single change would give it one"));
    }
    return String.join("\n", lines);
  }

  private List<String> causes() {
    Map<Refusal.Check, List<Verdict>> causes = new TreeMap<>();
    for (Verdict verdict : ruledOut) {
      causes.computeIfAbsent(verdict.refusal().check(), check -> new ArrayList<>()).add(verdict);
    }
    List<String> lines = new ArrayList<>();
    causes.forEach(
        (check, verdicts) ->
            lines.add(
                "  "
                    + verdicts.size()
                    + " ruled out by "
                    + check.failureReason()
                    + ", such as "
                    + nearest(verdicts)));
    return lines;
  }

  private static Verdict nearest(List<Verdict> verdicts) {
    Verdict nearest = verdicts.get(0);
    for (Verdict verdict : verdicts) {
      if (shortfall(verdict) < shortfall(nearest)) {
        nearest = verdict;
      }
    }
    return nearest;
  }

  private static long shortfall(Verdict verdict) {
    return verdict.refusal().wanted() - verdict.refusal().available();
  }
}
