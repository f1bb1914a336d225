package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {
  /** Every change is remembered, and what did not change is not written again. */
  @Test
  void differsByEachOfItsMembers() {
    Plan.Monitor monitor =
        new Plan.Monitor("MONITORING", 3, "DISABLED", ImmutableList.<String>of());
    List<Rollout> all =
        List.of(
            Rollout.FRESH,
            Rollout.ROLLBACK,
            Rollout.FRESH.after(0),
            Rollout.FRESH.after(3),
            Rollout.FRESH.bakingSince(60_000),
            Rollout.FRESH.cleaningUpUntil(60_000),
            Rollout.FRESH.showing(monitor));

    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < all.size(); j++) {
        assertThat(all.get(i).equals(all.get(j))).as("%s and %s", i, j).isEqualTo(i == j);
      }
    }
  }

  @Test
  void isEqualToOneThatCameAboutInAnotherWay() {
    Plan.Monitor monitor = new Plan.Monitor("MONITORING", 3, "DISABLED", ImmutableList.of("a"));
    Plan.Monitor another = new Plan.Monitor("MONITORING", 3, "DISABLED", ImmutableList.of("a"));
    Rollout one = Rollout.FRESH.after(3).bakingSince(60_000).showing(monitor);
    Rollout other = Rollout.FRESH.showing(another).bakingSince(60_000).after(3);

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one).isNotEqualTo(Rollout.ROLLBACK.after(3).bakingSince(60_000).showing(monitor));
    assertThat(one.hashCode()).isNotEqualTo(Rollout.FRESH.hashCode());
  }
}
