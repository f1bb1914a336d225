package dev.steadystate.rules;

import static dev.steadystate.rules.Assumptions.scene;
import static dev.steadystate.rules.Scene.TARGET_GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Services behind target groups, as far as tasks and their events know of them. */
class TargetGroupsTest {
  private static final String OTHER = TARGET_GROUP.replace("/T/", "/U/");
  private static final Service WEB = Service.of("web", "web:1", 2);

  @Test
  @Rule({"DEP-29", "OWN-4", "EO-1", "EV-5", "EV-8"})
  void waitsForNoFortySecondsBehindATargetGroup() {
    Scene scene = scene().instances("i-1 a").targetGroup(30).taskDefinition(withPort());

    scene.at(0).createsBehindTheTargetGroup(WEB).runTo(100);

    assertThat(scene.way("web/1")).endsWith("RUNNING 20");
    assertThat(scene.events("web"))
        .containsExactly(
            "0 has started 2 tasks: (task 1) (task 2).",
            "20 (deployment ecs-svc/1) deployment completed.",
            "20 has reached a steady state.",
            "30 registered 2 targets in (target-group T)");
  }

  @Test
  @Rule("OWN-4")
  void knowsNothingOfATargetGroupThatNobodyTold() {
    Scene scene = scene().instances("i-1 a").taskDefinition(withPort());

    scene.at(0).createsBehindTheTargetGroup(WEB);
    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(1)).runTo(200);

    assertThat(scene.events("web"))
        .containsExactly(
            "0 has started 2 tasks: (task 1) (task 2).",
            "60 (deployment ecs-svc/1) deployment completed.",
            "60 has reached a steady state.",
            "100 has stopped 1 running tasks: (task 2).",
            "110 has reached a steady state.");
    assertThat(scene.way("web/2")).endsWith("STOPPING 100, STOPPED 130");
  }

  @Test
  @Rule("OWN-8")
  void doesNotDrainATaskThatCrashed() {
    Scene scene = scene().instances("i-1 a").targetGroup(300).taskDefinition(withPort());
    scene.at(0).createsBehindTheTargetGroup(Service.of("web", "web:1", 1));

    scene.at(100).suffers(new Fault.TaskExits("web/1", 1)).runTo(125);

    assertThat(scene.way("web/1")).endsWith("STOPPED 100");
    assertThat(scene.eventsFrom(100, "web"))
        .containsExactly(
            "100 has started 1 tasks: (task 2).",
            "110 deregistered 1 targets in (target-group T)",
            "110 (service web, taskSet ecs-svc/1) has begun draining connections on 1 tasks.",
            "120 has reached a steady state.");
  }

  @Test
  @Rule({"EV-5", "EV-6", "EV-7", "TK-11"})
  void tellsOfEachTargetGroupAndDrainsAsLongAsTheSlowest() {
    Scene scene = scene().instances("i-1 a").targetGroup(30).taskDefinition(withPort());
    scene.ecs().putTargetGroup(OTHER, Duration.ofSeconds(70));
    scene
        .at(0)
        .creates(WEB.withTargetGroup(TARGET_GROUP, "web", 80).withTargetGroup(OTHER, "web", 80));

    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(1)).runTo(300);

    assertThat(scene.way("web/2")).endsWith("DEACTIVATING 100, STOPPING 170, STOPPED 200");
    assertThat(scene.eventsFrom(21, "web"))
        .containsExactly(
            "30 registered 2 targets in (target-group T)",
            "30 registered 2 targets in (target-group " + OTHER + ")",
            "100 has stopped 1 running tasks: (task 2).",
            "110 deregistered 1 targets in (target-group T)",
            "110 deregistered 1 targets in (target-group " + OTHER + ")",
            "110 (service web, taskSet ecs-svc/1) has begun draining connections on 1 tasks.",
            "110 has reached a steady state.");
  }

  @Test
  @Rule("OWN-14")
  void showsLoadBalancersHoweverTheyWereGiven() {
    Document loadBalancer =
        Document.builder()
            .put("targetGroupArn", TARGET_GROUP)
            .put("containerName", "web")
            .put("containerPort", 80)
            .build();
    Scene scene = scene().instances("i-1 a").targetGroup(30).taskDefinition(withPort());

    scene
        .ecs()
        .createService(WEB.withOther(Document.of("loadBalancers", ImmutableList.of(loadBalancer))));
    scene.runTo(100);

    assertThat(scene.ecs().describe(scene.service("web")).documents("loadBalancers"))
        .containsExactly(loadBalancer);
    assertThat(scene.ticksOf("web", "registered 2 targets")).containsExactly(30L);
  }

  @Test
  @Rule("DEP-2")
  void takesAllLoadBalancersAwayWithAnEmptyList() {
    Scene scene = scene().instances("i-1 a").targetGroup(30).taskDefinition(withPort());
    scene.at(0).createsBehindTheTargetGroup(WEB);

    scene.at(100).updates(ServiceUpdate.of("web").withoutLoadBalancers()).runTo(300);

    assertThat(scene.service("web").primary().definition().targetGroups()).isEmpty();
    assertThat(scene.eventsFrom(100, "web"))
        .startsWith(
            "100 has started 2 tasks: (task 3) (task 4).",
            "160 has stopped 2 running tasks: (task 1) (task 2).",
            "170 deregistered 2 targets in (target-group T)",
            "170 (service web, taskSet ecs-svc/1) has begun draining connections on 2 tasks.")
        .noneMatch(event -> event.contains(" registered"));
  }

  @Test
  void refusesATargetGroupForAPortThatNoContainerHas() {
    Scene scene = scene().instances("i-1 a").taskDefinition(withPort());

    assertThatThrownBy(
            () -> scene.ecs().createService(WEB.withTargetGroup(TARGET_GROUP, "web", 81)))
        .isInstanceOf(EcsException.class)
        .hasMessage("The container web did not have a container port 81 defined.");
  }

  private static TaskDefinition withPort() {
    return TaskDefinition.of(
        "web", ContainerDefinition.of("web", "nginx").withPortMappings(PortMapping.of(80)));
  }
}
