package dev.steadystate.rules;

import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import org.junit.jupiter.api.Test;

/** What happens between a call that begins a deployment and its first round, and in that round. */
class FirstRoundOfADeploymentTest {
  private static final ServiceUpdate SECOND = ServiceUpdate.of("web").withTaskDefinition("web:2");
  private static final ServiceUpdate THIRD = ServiceUpdate.of("web").withTaskDefinition("web:3");

  @Test
  @Rule({"DEP-46", "DEP-50", "DEP-59"})
  void replacesInKindAnOldTaskThatIsLostBeforeTheFirstRound() {
    Scene scene = steady(Service.of("web", "web:1", 4));

    scene.at(201).updates(SECOND);
    scene.at(205).suffers(new Fault.TaskExits("web/1", 1)).runTo(215);

    assertThat(scene.eventsFrom(200, "web"))
        .containsExactly(
            "210 has started 1 tasks: (task 5).",
            "210 has started 4 tasks: (task 6) (task 7) (task 8) (task 9).");
    assertThat(scene.ecs().task("web/5").taskDefinition()).hasToString("web:1");
  }

  @Test
  @Rule({"DEP-60", "DEP-67"})
  void scalesOutBothRevisionsWhenTheDesiredCountGrowsBeforeTheFirstRound() {
    Scene scene = steady(Service.of("web", "web:1", 2));

    scene.at(201).updates(SECOND);
    scene.at(205).updates(ServiceUpdate.of("web").withDesiredCount(4)).runTo(215);

    assertThat(scene.eventsFrom(200, "web"))
        .containsExactly(
            "210 has started 2 tasks: (task 3) (task 4).",
            "210 has started 4 tasks: (task 5) (task 6) (task 7) (task 8).");
  }

  @Test
  @Rule("DEP-60")
  void takesTheDesiredCountOfTheCallItselfForTheOneOfTheStart() {
    Scene scene = steady(Service.of("web", "web:1", 2));

    scene.at(201).updates(SECOND.withDesiredCount(4)).runTo(215);

    assertThat(scene.eventsFrom(200, "web"))
        .containsExactly("210 has started 4 tasks: (task 3) (task 4) (task 5) (task 6).");
  }

  @Test
  @Rule({"DEP-45", "DEP-47", "EV-3", "EV-4"})
  void tellsOfStopsOfOlderDeploymentsFirstAlsoWhenNewerOnesWereNotRunningYet() {
    // 50/200: two of web:1 stop, four of web:2 start; then two are wanted, of web:3.
    Scene scene = steady(Service.of("web", "web:1", 4).withMinimumHealthyPercent(50));

    scene.at(200).updates(SECOND);
    scene.at(205).updates(THIRD.withDesiredCount(2)).runTo(215);

    assertThat(scene.eventsFrom(200, "web"))
        .containsExactly(
            "200 has stopped 2 running tasks: (task 3) (task 4).",
            "200 has started 4 tasks: (task 5) (task 6) (task 7) (task 8).",
            "210 has stopped 1 running tasks: (task 2).",
            "210 stopped 4 pending tasks.");
  }

  @Test
  @Rule("DEP-70")
  void completesInTheRoundThatStopsTheLastTaskTooMany() {
    Scene scene = scene(never()).instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 3));

    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(2)).runTo(115);

    assertThat(scene.eventsFrom(61, "web"))
        .containsExactly(
            "100 stopped 1 pending tasks.",
            "100 (deployment ecs-svc/1) deployment completed.",
            "110 has reached a steady state.");
  }

  @Test
  @Rule({"EV-10", "EV-13", "DEP-50"})
  void tellsOnlyOfTheFirstTaskThatFindsNoPlaceInAPass() {
    // The old task that is replaced finds its port taken; the new ones are too large.
    Scene scene =
        scene()
            .instances("i-1 a", "i-2 a")
            .taskDefinition(
                TaskDefinition.of(
                    "web",
                    ContainerDefinition.of("web", "nginx")
                        .withPortMappings(PortMapping.of(80, 80))))
            .taskDefinition(
                TaskDefinition.of(
                    "web", ContainerDefinition.of("web", "nginx").withMemory(1_000_000)));
    scene.service(Service.of("web", "web:1", 2));

    scene.at(201).updates(SECOND);
    scene.at(205).suffers(new Fault.InstanceLost("i-2")).runTo(215);

    assertThat(scene.eventsFrom(201, "web"))
        .singleElement()
        .asString()
        .contains("210 was unable to place a task", "is already using a port");
  }

  private static FateRule never() {
    return rule().launch(1).pending(ofSeconds(500));
  }

  private static Scene steady(Service service) {
    Scene scene = scene().instances("i-1 a");
    for (int revision = 1; revision <= 4; revision++) {
      scene.taskDefinition(plain());
    }
    return scene.service(service);
  }
}
