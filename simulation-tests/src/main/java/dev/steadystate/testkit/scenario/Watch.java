package dev.steadystate.testkit.scenario;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.view.ServiceCounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the end of every instant whether something holds that is to hold always. */
final class Watch {
  private static final long NOT_YET = -1;

  private final Step.Always always;
  private final Lookout lookout;
  private long since = NOT_YET;
  private int fewestRunning = Integer.MAX_VALUE;
  private int mostRunning;
  private int fewestPending = Integer.MAX_VALUE;
  private int mostPending;
  private @Nullable Finding breach;

  Watch(Step.Always always) {
    this.always = always;
    this.lookout = new Lookout(always.expectation());
  }

  Lookout lookout() {
    return lookout;
  }

  Optional<Duration> from() {
    return always.from();
  }

  /** Looks at the services at the end of an instant, in milliseconds since the start. */
  void look(long at, List<? extends ServiceCounts> services) {
    if (breach != null || always.from().map(from -> at < from.toMillis()).orElse(false)) {
      return;
    }
    Lookout.Sight sight = lookout.look(services);
    if (since == NOT_YET) {
      if (always.from().isEmpty() && !sight.isSteady()) {
        return;
      }
      since = at;
    }
    fewestRunning = Math.min(fewestRunning, sight.running());
    mostRunning = Math.max(mostRunning, sight.running());
    fewestPending = Math.min(fewestPending, sight.pending());
    mostPending = Math.max(mostPending, sight.pending());
    if (!lookout.isMet(sight)) {
      breach = finding(at, lookout.found(sight), false);
    }
  }

  /** Returns what came of it; what never began to hold is not met. */
  Finding finding(long end, List<? extends ServiceCounts> services) {
    if (breach != null) {
      return breach;
    }
    Lookout.Sight last = lookout.look(services);
    if (since == NOT_YET) {
      return finding(end, lookout.found(last).with("steady", false), false);
    }
    Document found = lookout.found(last);
    if (found.has("runningCount")) {
      found = found.with("runningCount", range(fewestRunning, mostRunning));
    }
    if (found.has("pendingCount")) {
      found = found.with("pendingCount", range(fewestPending, mostPending));
    }
    return finding(since, found, true);
  }

  private static Object range(int fewest, int most) {
    return fewest == most
        ? (Object) fewest
        : Document.builder().put("atLeast", fewest).put("atMost", most).build();
  }

  private Finding finding(long at, Document found, boolean met) {
    Document expected = ScenarioText.expectation(always.expectation());
    return new Finding(Duration.ofMillis(at), true, expected, found, met);
  }
}
