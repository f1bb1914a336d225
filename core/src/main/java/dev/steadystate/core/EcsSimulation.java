package dev.steadystate.core;

import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.engine.Engine;
import dev.steadystate.core.engine.Settings;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.core.journal.Journal;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.PlacementEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One account of Amazon ECS in one region, in virtual time.
 *
 * <p>Nothing happens by itself: calls change what is wanted, and {@code run…} lets time pass until
 * the scheduler has done its work. The same calls under the same seed always give the same journal,
 * to the byte.
 */
public final class EcsSimulation {
  private static final Duration LONGEST_RUN = Duration.ofDays(7);

  private final Engine engine;

  private EcsSimulation(Engine engine) {
    this.engine = engine;
  }

  /** Returns a simulation with the placement engine and controllers found on the class path. */
  public static EcsSimulation create() {
    return builder().build();
  }

  /** Returns a builder, for another seed, start, timing, fate or policy. */
  public static Builder builder() {
    return new Builder();
  }

  // Time.

  /** Returns the present instant of virtual time. */
  public Instant now() {
    return Instant.ofEpochMilli(engine.now());
  }

  /** Returns a clock that shows virtual time, to hand to code under test. */
  public Clock clock() {
    return new VirtualClock(this, java.time.ZoneOffset.UTC);
  }

  /** Lets so much time pass. */
  public void runFor(Duration duration) {
    runUntil(now().plus(duration));
  }

  /** Lets time pass up to and including this instant. */
  public void runUntil(Instant instant) {
    if (instant.isBefore(now())) {
      throw new IllegalArgumentException(
          "time runs forward only: it is " + now() + ", later than " + instant);
    }
    engine.run(instant.toEpochMilli(), () -> false);
  }

  /**
   * Lets time pass until the condition holds at the end of an instant.
   *
   * @return whether it held within the time given
   */
  public boolean runUntil(Predicate<EcsSimulation> condition, Duration atMost) {
    if (condition.test(this)) {
      return true;
    }
    return engine.run(now().plus(atMost).toEpochMilli(), () -> condition.test(this));
  }

  /** Lets time pass until every service is in steady state, at most seven days. */
  public void runUntilSteady() {
    if (!runUntilSteady(LONGEST_RUN)) {
      throw new IllegalStateException(
          "no steady state within " + LONGEST_RUN + ": " + engine.unsteady());
    }
  }

  /** Lets time pass until every service is in steady state; returns whether that came. */
  public boolean runUntilSteady(Duration atMost) {
    return runUntil(EcsSimulation::isSteady, atMost);
  }

  /** Returns whether every service is in steady state. */
  public boolean isSteady() {
    return engine.isSteady();
  }

  /**
   * Lets everything happen that is due at the next instant at which anything is.
   *
   * @return whether there was such an instant
   */
  public boolean tick() {
    if (engine.nextAt() == Long.MAX_VALUE) {
      return false;
    }
    engine.run(engine.nextAt(), () -> true);
    return true;
  }

  // The record.

  /** Returns the journal: what happened, and why. */
  public Journal journal() {
    return engine.journal();
  }

  /** Returns the fingerprint of all that happened: two runs share it exactly if they are alike. */
  public String digest() {
    return engine.journal().digest();
  }

  /** Hands every further journal entry to this observer; a fork is not observed. */
  public void observe(Consumer<JournalEntry> observer) {
    engine.journal().observe(observer);
  }

  /** Returns an independent simulation with the same past, at this instant. */
  public EcsSimulation fork() {
    return new EcsSimulation(engine.fork());
  }

  Engine engine() {
    return engine;
  }

  /** Collects what a simulation is to be given at its birth. */
  public static final class Builder {
    private long seed;
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private String region = "us-east-1";
    private String account = "123456789012";
    private Parameters parameters = Parameters.observed();
    private FateSource fates = FateSource.allGoesWell();
    private final ImmutableSortedMap.Builder<String, String> subnets =
        ImmutableSortedMap.naturalOrder();
    private Journal.Mode journalMode = Journal.Mode.FULL;
    private int journalBound;
    private boolean keepStoppedTasks;
    private boolean everyTick;
    private @Nullable PlacementEngine placement;
    private final List<DeploymentController> controllers = new ArrayList<>();

    private Builder() {}

    /** Sets the seed of all chance; 0 unless set. */
    public Builder seed(long newSeed) {
      this.seed = newSeed;
      return this;
    }

    /** Sets the first instant; the start of 2026 unless set. */
    public Builder start(Instant newStart) {
      this.start = newStart;
      return this;
    }

    public Builder region(String newRegion) {
      this.region = newRegion;
      return this;
    }

    /** Sets the twelve digits of the account. */
    public Builder account(String newAccount) {
      this.account = newAccount;
      return this;
    }

    /** Sets what AWS leaves open; {@link Parameters#observed()} unless set. */
    public Builder parameters(Parameters newParameters) {
      this.parameters = newParameters;
      return this;
    }

    /** Sets how tasks turn out; well, unless set. */
    public Builder fates(FateSource newFates) {
      this.fates = newFates;
      return this;
    }

    /** Tells the zone of a subnet (PL-85). */
    public Builder subnet(String id, String zone) {
      subnets.put(id, zone);
      return this;
    }

    /** Keeps only the latest entries of the journal, at least as many as this. */
    public Builder boundedJournal(int entries) {
      this.journalMode = Journal.Mode.BOUNDED;
      this.journalBound = entries;
      return this;
    }

    /** Keeps no journal; the fingerprint runs all the same. */
    public Builder withoutJournal() {
      this.journalMode = Journal.Mode.OFF;
      return this;
    }

    /** Keeps stopped tasks for reports after ECS has forgotten them (TK-15). */
    public Builder keepStoppedTasks(boolean keep) {
      this.keepStoppedTasks = keep;
      return this;
    }

    /**
     * Gives each service a pass at each tick, also when nothing can have changed. It only costs
     * time: tests hold the lazy scheduler against it.
     */
    Builder passAtEveryTick() {
      this.everyTick = true;
      return this;
    }

    /** Sets the placement engine, instead of the one on the class path. */
    public Builder placement(PlacementEngine engine) {
      this.placement = engine;
      return this;
    }

    /** Adds a deployment controller; without any, those on the class path serve. */
    public Builder controller(DeploymentController controller) {
      controllers.add(controller);
      return this;
    }

    public EcsSimulation build() {
      Settings settings =
          new Settings(
              seed,
              start.toEpochMilli(),
              region,
              account,
              parameters,
              fates,
              subnets.buildOrThrow(),
              journalMode,
              journalBound,
              keepStoppedTasks,
              everyTick);
      return new EcsSimulation(
          new Engine(
              settings,
              placement == null ? ClassPath.placement() : placement,
              controllersByType(controllers.isEmpty() ? ClassPath.controllers() : controllers)));
    }

    private static ImmutableSortedMap<String, DeploymentController> controllersByType(
        List<DeploymentController> controllers) {
      ImmutableSortedMap.Builder<String, DeploymentController> byType =
          ImmutableSortedMap.naturalOrder();
      for (DeploymentController controller : controllers) {
        byType.put(controller.type(), controller);
      }
      return byType.buildOrThrow();
    }
  }
}
