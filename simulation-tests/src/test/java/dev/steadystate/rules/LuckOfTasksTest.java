package dev.steadystate.rules;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static dev.steadystate.core.fate.Fates.container;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.core.fate.Fates.uniform;
import static dev.steadystate.rules.Assumptions.TIMING;
import static dev.steadystate.rules.Assumptions.plain;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import org.junit.jupiter.api.Test;

/** The luck of a task is its own: what happens to others does not touch it. */
class LuckOfTasksTest {
  private static final FateRule RANDOM =
      rule()
          .activating(uniform(ofSeconds(1), ofSeconds(100)))
          .container(container("web").exits(uniform(ofSeconds(50), ofSeconds(5000)), 1));

  @Test
  @Rule("OWN-15")
  void isNotTouchedByAnotherService() {
    ImmutableList<String> alone = lives(world().service(web()).runTo(2000));

    Scene scene = world().at(0).creates(Service.of("api", "api:1", 7)).service(web()).runTo(2000);

    assertThat(lives(scene)).isEqualTo(alone);
  }

  @Test
  @Rule("OWN-15")
  void isNotTouchedByADeploymentConfiguration() {
    ImmutableList<String> cautious =
        starts(world().service(web()).at(100).updates(second()).runTo(3000));

    ImmutableList<String> bold =
        starts(
            world()
                .service(web().withMinimumHealthyPercent(50))
                .at(100)
                .updates(second())
                .runTo(3000));

    // The first tasks of each deployment take as long to start and live as long under both.
    assertThat(bold.subList(0, 4)).isEqualTo(cautious.subList(0, 4));
  }

  @Test
  @Rule("OWN-15")
  void differsFromTaskToTask() {
    ImmutableList<String> lives = lives(world().service(web()).runTo(2000));

    assertThat(lives).doesNotHaveDuplicates().hasSizeGreaterThan(4);
  }

  private static Scene world() {
    return Scene.with(TIMING, RANDOM)
        .instances("i-1 a")
        .taskDefinition(plain())
        .taskDefinition(plain())
        .taskDefinition(TaskDefinition.of("api", "api"));
  }

  private static Service web() {
    return Service.of("web", "web:1", 4);
  }

  private static ServiceUpdate second() {
    return ServiceUpdate.of("web").withTaskDefinition("web:2");
  }

  private static ImmutableList<String> lives(Scene scene) {
    return scene.tasks("web").map(task -> scene.way(task.name())).collect(toImmutableList());
  }

  /** Returns how long each task took to start, in the order of deployments and of launches. */
  private static ImmutableList<String> starts(Scene scene) {
    return scene
        .tasks("web")
        .map(
            task ->
                task.taskDefinition()
                    + " "
                    + task.startedAt()
                        .map(at -> java.time.Duration.between(task.createdAt(), at).toString())
                        .orElse("never"))
        .collect(toImmutableList());
  }
}
