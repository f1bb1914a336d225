package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.DryRun;
import dev.steadystate.core.Rule;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.ServiceUpdate;
import org.junit.jupiter.api.Test;

/** What the next pass would do after an update, without the update. */
class DryRunTest {
  @Test
  @Rule("W5-6")
  void tellsWhatTheFirstRoundWouldStopAndStart() {
    Web web = Web.steady(4, 50, 200);
    String digest = web.ecs.digest();

    DryRun dryRun = web.ecs.dryRun(Web.update().withTaskDefinition("web:2"));

    assertThat(dryRun.events()).hasSize(2);
    assertThat(dryRun.events().get(0)).contains("has stopped 2 running tasks");
    assertThat(dryRun.events().get(1)).contains("has started 4 tasks");
    assertThat(dryRun.at()).isEqualTo(web.ecs.now());
    assertThat(dryRun.toString())
        .contains("because 4 of 4 wanted are missing; the ceiling leaves room for 4");
    assertThat(web.ecs.digest()).isEqualTo(digest);
    assertThat(web.deployments()).hasSize(1);
    web.deploy(2);
    web.tick();
    assertThat(web.row()).isEqualTo("2 | 4 | 0 | 2 | 8");
  }

  @Test
  @Rule("DEP-53")
  void tellsThatItWouldBeStuck() {
    Web web = Web.steady(3, 100, 125);

    DryRun dryRun = web.ecs.dryRun(Web.update().withTaskDefinition("web:2"));

    assertThat(dryRun.events())
        .singleElement()
        .asString()
        .contains("was unable to stop or start tasks during a deployment");
  }

  @Test
  void knowsAServiceByItsArnToo() {
    Web web = Web.steady(4, 50, 200);
    ServiceUpdate byArn =
        ServiceUpdate.of(web.ecs.service("web").arn())
            .withCluster(web.ecs.clusters().get(0).arn())
            .withTaskDefinition("web:2");

    assertThat(web.ecs.dryRun(byArn).events())
        .isEqualTo(web.ecs.dryRun(Web.update().withTaskDefinition("web:2")).events());
  }

  @Test
  void refusesWhatEcsRefuses() {
    Web web = Web.steady(3, 100, 200);

    assertThatThrownBy(() -> web.ecs.dryRun(Web.update().withMaximumPercent(300)))
        .isInstanceOf(EcsException.class);
  }
}
