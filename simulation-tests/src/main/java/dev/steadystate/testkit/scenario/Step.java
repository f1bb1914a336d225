package dev.steadystate.testkit.scenario;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import java.time.Duration;
import java.util.Optional;

/** A line of the script. Times count from the start of the run. */
public sealed interface Step {
  /** Returns when it happens or is looked at first; absent for the first steady state. */
  Optional<Duration> time();

  /**
   * A call of the ECS API.
   *
   * @param fails the error type, where the call is meant to be refused
   */
  record Call(Duration at, String action, Document input, Optional<String> fails) implements Step {
    @Override
    public Optional<Duration> time() {
      return Optional.of(at);
    }
  }

  /** Something befalls the world. */
  record Mishap(Duration at, Fault fault) implements Step {
    @Override
    public Optional<Duration> time() {
      return Optional.of(at);
    }
  }

  /** More instances register. */
  record Register(Duration at, String cluster, InstanceGroup group) implements Step {
    @Override
    public Optional<Duration> time() {
      return Optional.of(at);
    }
  }

  /** Something holds at one instant. */
  record Expect(Duration at, Expectation expectation) implements Step {
    @Override
    public Optional<Duration> time() {
      return Optional.of(at);
    }
  }

  /**
   * Something holds at the end of every instant.
   *
   * @param from since when; absent, since the first steady state
   */
  record Always(Optional<Duration> from, Expectation expectation) implements Step {
    @Override
    public Optional<Duration> time() {
      return from;
    }
  }
}
