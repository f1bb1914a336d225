package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.EarlySuccessCriteria.Cleanup;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments that complete before all their tasks are healthy (DEP-74). */
class EarlySuccessTest {
  private static Web web(int desired, int healthyPercent, Cleanup cleanup, FateRule... fates) {
    DeploymentConfiguration configuration =
        DeploymentConfiguration.replica()
            .withMinimumHealthyPercent(Math.min(50, healthyPercent))
            .withEarlySuccess(EarlySuccessCriteria.at(healthyPercent, cleanup));
    return Web.brisk(fates)
        .create(Web.service(desired, 50, 200).withDeploymentConfiguration(configuration));
  }

  /** The first so many tasks of revision 2 start at once, the others take very long. */
  private static FateRule[] onlyFirst(int count) {
    return new FateRule[] {
      Fates.rule().family("web").revision(2).launches(count + 1, 100_000).pull(Duration.ofHours(2))
    };
  }

  @ParameterizedTest(name = "{1} percent of {0}: {2}")
  @CsvSource({"2, 50, 1", "3, 50, 2", "10, 80, 8", "100, 90, 90", "10, 100, 10"})
  @Rule({"W5-23", "DEP-74"})
  void completesWithEnoughHealthyTasks(int desired, int percent, int enough) {
    Web web = web(desired, percent, Cleanup.DEFERRED, onlyFirst(enough));
    web.deploy(2);
    web.after(40);

    assertThat(web.deployment("B").rolloutState()).hasToString("COMPLETED");
  }

  @ParameterizedTest(name = "{1} percent of {0}: {2}")
  @CsvSource({"3, 50, 2", "10, 80, 8", "100, 90, 90", "10, 100, 10"})
  @Rule({"W5-23", "DEP-74"})
  void waitsForTheLastOfThem(int desired, int percent, int enough) {
    Web web = web(desired, percent, Cleanup.DEFERRED, onlyFirst(enough - 1));
    web.deploy(2);
    web.after(40);

    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
  }

  @Test
  @Rule("DEP-74")
  void cleansUpBeforeItCompletesWhenBlocking() {
    Web web = web(4, 50, Cleanup.BLOCKING, onlyFirst(2));
    web.deploy(2);
    web.tick();
    web.after(10);
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");

    web.after(10);

    assertThat(web.deployment("B").rolloutState()).hasToString("COMPLETED");
    assertThat(web.census()).isEqualTo("web:2 4");
  }

  @Test
  @Rule("DEP-74")
  void completesBeforeItCleansUpWhenDeferred() {
    Web web = web(4, 50, Cleanup.DEFERRED, onlyFirst(2));
    web.deploy(2);
    web.tick();
    web.after(10);

    assertThat(web.deployment("B").rolloutState()).hasToString("COMPLETED");
    assertThat(web.statuses().get(0)).isEqualTo("SUCCESSFUL");
    web.after(10);
    assertThat(web.census()).isEqualTo("web:2 4");
  }
}
