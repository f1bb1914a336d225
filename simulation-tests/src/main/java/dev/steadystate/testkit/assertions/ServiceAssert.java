package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.view.ServiceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntPredicate;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a service, now and as time goes on. */
public final class ServiceAssert extends AbstractAssert<ServiceAssert, EcsSimulation> {
  private final String cluster;
  private final String name;

  ServiceAssert(EcsSimulation simulation, String cluster, String name) {
    super(simulation, ServiceAssert.class);
    this.cluster = cluster;
    this.name = name;
  }

  // Now.

  public ServiceAssert isSteady() {
    return now(service().steady(), "to be steady", service().toString());
  }

  public ServiceAssert hasDesiredCount(int count) {
    int found = service().desiredCount();
    return now(found == count, "to want " + count + " tasks", "it wants " + found);
  }

  public ServiceAssert hasRunningCount(int count) {
    int found = service().runningCount();
    return now(found == count, "to run " + count + " tasks", "it runs " + found);
  }

  public ServiceAssert hasPendingCount(int count) {
    int found = service().pendingCount();
    return now(found == count, "to have " + count + " pending tasks", "it has " + found);
  }

  /** It runs this revision, such as {@code web:2}. */
  public ServiceAssert runs(String taskDefinition) {
    String found = service().taskDefinition();
    return now(found.equals(taskDefinition), "to run " + taskDefinition, "it runs " + found);
  }

  /** Goes on with its primary deployment. */
  public DeploymentAssert deployment() {
    return new DeploymentAssert(actual, cluster, name, service().primary());
  }

  /** Goes on with where its live tasks are. */
  public PlacementAssert placed() {
    return new PlacementAssert(actual, cluster, name);
  }

  /** Goes on with what its next pass would do if it were updated so. */
  public DryRunAssert wouldDoOn(ServiceUpdate update) {
    return new DryRunAssert(actual.dryRun(update));
  }

  /** It said this, in a service event that contains these words. */
  public JournalAssert emitted(String words) {
    return new JournalAssert(actual, name, "service " + name).wrote(words);
  }

  // As time goes on.

  /** Lets time pass until it is steady, for so long at most. */
  public ServiceAssert reachedSteadyStateWithin(Duration atMost) {
    Instant end = actual.now().plus(atMost);
    boolean unused = actual.runUntil(it -> false, min(tick(), atMost));
    boolean steady = actual.runUntil(it -> service().steady(), Duration.between(actual.now(), end));
    return now(steady, "to be steady within " + atMost, service().toString());
  }

  /** It says this within so long, in a service event that contains these words. */
  public JournalAssert emitsWithin(Duration atMost, String words) {
    long before = actual.journal().size();
    boolean said = actual.runUntil(it -> saysAfter(before, words), atMost);
    ServiceAssert unused = now(said, "to say \"" + words + "\" within " + atMost, "it did not");
    return emitted(words);
  }

  private boolean saysAfter(long entry, String words) {
    for (long n = entry + 1; n <= actual.journal().size(); n++) {
      if (actual
          .journal()
          .entry(n)
          .filter(it -> it.kind() == EntryKind.SERVICE_EVENT && it.subject().service().equals(name))
          .filter(it -> it.text().contains(words))
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** At the end of each instant of what follows it runs at least so many tasks. */
  public OverTime neverRanFewerThan(int count) {
    return new OverTime("never to run fewer than " + count + " tasks", it -> it >= count);
  }

  /** At the end of each instant of what follows it runs at most so many tasks. */
  public OverTime neverRanMoreThan(int count) {
    return new OverTime("never to run more than " + count + " tasks", it -> it <= count);
  }

  /** What holds from now on, once it is said for how long. */
  public final class OverTime {
    private final String expectation;
    private final IntPredicate holds;

    private OverTime(String expectation, IntPredicate holds) {
      this.expectation = expectation;
      this.holds = holds;
    }

    /** Lets time pass until the service is steady, and looks at each instant. */
    public ServiceAssert untilSteady() {
      boolean unused = actual.runUntil(it -> fails(), tick());
      boolean ended =
          actual.runUntil(
              it -> fails() || (service().steady() && actual.isSteady()), Duration.ofDays(7));
      look();
      return now(ended, "to become steady", service().toString());
    }

    /** Lets so much time pass, and looks at each instant. */
    public ServiceAssert during(Duration length) {
      boolean unused = actual.runUntil(it -> fails(), length);
      look();
      return ServiceAssert.this;
    }

    private boolean fails() {
      return !holds.test(service().runningCount());
    }

    private void look() {
      int running = service().runningCount();
      ServiceAssert unused = now(holds.test(running), expectation, "it ran " + running);
    }
  }

  /** What was called for just now is seen at the next tick: before that, steady says nothing. */
  private Duration tick() {
    return Duration.ofMillis(actual.parameters().reconcileInterval());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private ServiceSnapshot service() {
    return actual.service(cluster, name);
  }

  private ServiceAssert now(boolean holds, String expectation, String found) {
    if (!holds) {
      throw failure(
          "%s",
          Story.of(
              actual, name, "expected service " + name + " " + expectation + ", but " + found));
    }
    return this;
  }
}
