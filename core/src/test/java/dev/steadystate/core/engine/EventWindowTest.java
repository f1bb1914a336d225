package dev.steadystate.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events a service shows, when, and which ones it does not say again. */
class EventWindowTest {
  private static final long SIX_HOURS = 6 * 3_600_000L;

  private final EventWindow window = new EventWindow();

  private static EventMessage about(EventKind kind, String text) {
    return EventMessage.of(kind, text);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "UNPLACED",
        "COULD_NOT_LAUNCH",
        "LAUNCHES_LIMITED",
        "BLOCKED_BY_BOUNDS",
        "THROTTLED",
        "UNPLACED_IN_ZONE",
        "UNPLACED_IN_FARGATE_ZONE",
        "REBALANCE_PROTECTED",
        "SCALE_IN_PROTECTED"
      })
  @Rule({"EG-8", "EG-9"})
  void anObstacleIsSaidAgainAfterSixHours(EventKind kind) {
    assertThat(window.admits(about(kind, "a"), 0)).isTrue();
    assertThat(window.admits(about(kind, "a"), SIX_HOURS - 1)).isFalse();
    assertThat(window.admits(about(kind, "a"), SIX_HOURS)).isTrue();
    assertThat(window.admits(about(kind, "a"), SIX_HOURS + 1)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"STARTED", "STOPPED", "STEADY", "DEPLOYMENT_COMPLETED", "FAILED_CONTAINER_HEALTH"})
  @Rule("EG-9")
  void whatHappensIsAlwaysSaid(EventKind kind) {
    assertThat(window.admits(about(kind, "a"), 0)).isTrue();
    assertThat(window.admits(about(kind, "a"), 0)).isTrue();
    assertThat(EventWindow.isSuppressible(kind)).isFalse();
  }

  @Test
  @Rule("EG-9")
  void anotherTextIsAnotherMessage() {
    window.admits(about(EventKind.UNPLACED, "a"), 0);

    assertThat(window.admits(about(EventKind.UNPLACED, "b"), 0)).isTrue();
    assertThat(window.admits(about(EventKind.UNPLACED, "a"), 0)).isFalse();
    assertThat(window.admits(about(EventKind.UNPLACED, "b"), 0)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "UNPLACED",
        "COULD_NOT_LAUNCH",
        "THROTTLED",
        "UNPLACED_IN_ZONE",
        "UNPLACED_IN_FARGATE_ZONE"
      })
  @Rule("EG-9")
  void aLaunchResolvesWhatKeptTasksFromStarting(EventKind kind) {
    window.admits(about(kind, "a"), 0);
    window.admits(about(EventKind.BLOCKED_BY_BOUNDS, "a"), 0);

    window.launched();

    assertThat(window.admits(about(kind, "a"), 10)).isTrue();
    assertThat(window.admits(about(EventKind.BLOCKED_BY_BOUNDS, "a"), 10)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "BLOCKED_BY_BOUNDS",
        "SCALE_IN_PROTECTED",
        "REBALANCE_PROTECTED",
        "LAUNCHES_LIMITED"
      })
  @Rule("EG-9")
  void anObstacleThatAPassDoesNotNameIsResolved(EventKind kind) {
    EventMessage message = about(kind, "a");
    window.passBegins();
    window.admits(message, 0);
    window.passEnds();
    assertThat(window.obstacles()).containsExactly(message);
    window.passBegins();
    assertThat(window.admits(message, 10)).as("named again").isFalse();
    window.passEnds();
    assertThat(window.obstacles()).containsExactly(message);

    window.passBegins();
    window.passEnds();

    assertThat(window.obstacles()).isEmpty();
    assertThat(window.admits(message, 30)).isTrue();
  }

  @Test
  @Rule("EG-9")
  void theThrottleIsNotResolvedByAPassThatSaysNothing() {
    window.passBegins();
    window.admits(about(EventKind.THROTTLED, "a"), 0);
    window.passEnds();
    window.passBegins();
    window.passEnds();

    assertThat(window.admits(about(EventKind.THROTTLED, "a"), 10)).isFalse();
  }

  @Test
  @Rule("EG-10")
  void eventsOfOneTickAreAMillisecondApart() {
    assertThat(List.of(window.nextTime(50), window.nextTime(50), window.nextTime(51)))
        .containsExactly(51L, 52L, 53L);
    assertThat(window.nextTime(1000)).isEqualTo(1001);
  }

  @ParameterizedTest(name = "{0} events")
  @ValueSource(ints = {0, 1, 7, 8, 9, 99, 100, 101, 250})
  @Rule("EG-2")
  void theLatestHundredAreKeptNewestFirst(int count) {
    for (int i = 1; i <= count; i++) {
      window.add(i, i * 10L, about(EventKind.STARTED, "e" + i));
    }

    List<EventWindow.Event> kept = window.newestFirst();

    assertThat(window.emitted()).isEqualTo(count);
    assertThat(kept).hasSize(Math.min(100, count));
    for (int i = 0; i < kept.size(); i++) {
      int n = count - i;
      assertThat(kept.get(i))
          .isEqualTo(new EventWindow.Event(n, n * 10L, about(EventKind.STARTED, "e" + n)));
    }
  }

  @Test
  void aCopyGoesItsOwnWay() {
    window.add(window.nextTime(5), 1, about(EventKind.STARTED, "a"));
    window.passBegins();
    window.admits(about(EventKind.BLOCKED_BY_BOUNDS, "a"), 0);
    EventWindow copy = window.copy();
    copy.passEnds();
    assertThat(copy.obstacles()).as("named in the pass that was copied").hasSize(1);
    copy.admits(about(EventKind.BLOCKED_BY_BOUNDS, "b"), 0);
    copy.add(copy.nextTime(5), 2, about(EventKind.STARTED, "b"));

    assertThat(window.obstacles()).hasSize(1);
    assertThat(window.newestFirst()).hasSize(1);
    assertThat(copy.newestFirst()).hasSize(2);
    assertThat(copy.newestFirst().get(0).at()).isEqualTo(7);
    assertThat(copy.emitted()).isEqualTo(2);
    assertThat(copy.admits(about(EventKind.BLOCKED_BY_BOUNDS, "a"), 0)).isFalse();
  }
}
