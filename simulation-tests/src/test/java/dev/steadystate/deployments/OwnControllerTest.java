package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.spi.Candidates;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.SubStep;
import dev.steadystate.core.spi.Why;
import dev.steadystate.core.view.ServiceEventSnapshot;
import dev.steadystate.deployment.Forecast;
import dev.steadystate.deployment.Forecast.Basis;
import dev.steadystate.deployment.Forecast.Outcome;
import dev.steadystate.deployment.RollingUpdate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Deployment controllers that a user brings: one interface and one registration. */
class OwnControllerTest {
  /** Stops all that is old, and starts the new ones when the last of it is gone. */
  private static final class Recreate implements DeploymentController {
    @Override
    public String type() {
      return "RECREATE";
    }

    @Override
    public Plan plan(ServiceView service, SubStep step) {
      return switch (step) {
        case DEPLOYMENT -> stopAll(old(service), "the old ones go first");
        case SCALE_IN -> stopSome(service.primary().live() - service.desiredCount(), service);
        case STARTS -> start(service);
        case COMPLETION -> complete(service);
        case NOTE_FINISHED, HEALTH, DRAINING -> Plan.nothing();
      };
    }

    private static ImmutableList<DeploymentView> old(ServiceView service) {
      return ImmutableList.copyOf(
          Iterables.filter(service.deployments(), it -> it != service.primary()));
    }

    private static boolean isAnyLeft(ServiceView service) {
      return old(service).stream().anyMatch(deployment -> deployment.notStopped() > 0);
    }

    private static Plan stopAll(ImmutableList<DeploymentView> deployments, String why) {
      int live = deployments.stream().mapToInt(DeploymentView::live).sum();
      return live == 0 ? Plan.nothing() : Plan.of(stop(live, deployments, Why.of(why)));
    }

    private static Plan stopSome(int surplus, ServiceView service) {
      return surplus <= 0
          ? Plan.nothing()
          : Plan.of(stop(surplus, ImmutableList.of(service.primary()), Why.of("too many")));
    }

    private static Plan.StopSome stop(
        int count, ImmutableList<DeploymentView> deployments, Why why) {
      ImmutableList.Builder<Candidates> among = ImmutableList.builder();
      for (Condition condition : Condition.values()) {
        if (condition.isLive()) {
          among.add(Candidates.of(deployments, condition));
        }
      }
      return new Plan.StopSome(count, among.build(), StopReason.SCALING, why);
    }

    private static Plan start(ServiceView service) {
      int missing = service.desiredCount() - service.primary().live();
      return missing <= 0 || isAnyLeft(service)
          ? Plan.nothing()
          : Plan.of(
              new Plan.Launch(
                  service.primary(), missing, ImmutableList.of(), Why.of("{0} missing", missing)));
    }

    private static Plan complete(ServiceView service) {
      DeploymentView primary = service.primary();
      return primary.rolloutState() != RolloutState.IN_PROGRESS
              || isAnyLeft(service)
              || primary.healthy() != service.desiredCount()
          ? Plan.nothing()
          : Plan.of(
              new Plan.Want(primary, service.desiredCount()),
              new Plan.Complete(primary, Why.of("all are new")));
    }
  }

  /** Leaves all to another controller, but starts nothing before an instant. */
  private record Frozen(String type, DeploymentController other, Instant until)
      implements DeploymentController {
    @Override
    public Plan plan(ServiceView service, SubStep step) {
      Plan plan = other.plan(service, step);
      return step == SubStep.STARTS && !plan.isEmpty() && service.now() < until.toEpochMilli()
          ? Plan.of(new Plan.WakeAt(until.toEpochMilli()))
          : plan;
    }
  }

  /** Returns a cluster with room and three revisions, of which no task of the third starts. */
  private static EcsSimulation with(DeploymentController... controllers) {
    EcsSimulation.Builder builder =
        EcsSimulation.builder()
            .parameters(Web.BRISK)
            .fates(
                Fates.of(
                    Fates.rule()
                        .family("web")
                        .revision(3)
                        .failsIn(StartFailure.Stage.PULL, "no such image"),
                    Fates.rule()
                        .container(Fates.container("web").shutdown(Duration.ofSeconds(1)))));
    for (DeploymentController controller : controllers) {
      builder.controller(controller);
    }
    EcsSimulation ecs = builder.build();
    ecs.registerContainerInstance(Web.large("i-1"));
    for (int revision = 1; revision <= 3; revision++) {
      ecs.registerTaskDefinition(TaskDefinition.of("web", "web:" + revision));
    }
    return ecs;
  }

  private static EcsSimulation recreating() {
    EcsSimulation ecs = with(new RollingUpdate(), new Recreate());
    ecs.createService(Web.service(3, 100, 125).withDeploymentController("RECREATE"));
    ecs.runUntilSteady();
    return ecs;
  }

  @Test
  void runsItsServicesAsTheControllerSays() {
    EcsSimulation ecs = recreating();
    int before = ecs.service("web").events().size();
    ecs.updateService(Web.update().withTaskDefinition("web:2"));

    ecs.runUntilSteady();

    ImmutableList<String> events =
        ecs.service("web").events().stream()
            .map(ServiceEventSnapshot::message)
            .collect(ImmutableList.toImmutableList())
            .reverse();
    assertThat(events.subList(before, events.size()))
        .satisfiesExactly(
            event -> assertThat(event).contains("has stopped 3 running tasks"),
            event -> assertThat(event).contains("has started 3 tasks"),
            event -> assertThat(event).contains("deployment completed"),
            event -> assertThat(event).contains("has reached a steady state"));
    Document described =
        ecs.call("DescribeServices", Document.of("services", ImmutableList.of("web")))
            .documents("services")
            .get(0);
    assertThat(described.document("deploymentController"))
        .contains(Document.of("type", "RECREATE"));
    assertThat(described.documents("deployments"))
        .singleElement()
        .satisfies(it -> assertThat(it.string("rolloutState")).contains("COMPLETED"));
    assertThat(ecs.describe(ecs.serviceDeployments(ecs.service("web")).get(0)).string("status"))
        .contains("SUCCESSFUL");
    assertThat(ecs.selfCheck()).isEmpty();
  }

  @Test
  void isForkedExplainedAndForetoldLikeAnyOther() {
    EcsSimulation ecs = recreating();
    assertThat(ecs.dryRun(Web.update().withTaskDefinition("web:2")).events())
        .singleElement()
        .asString()
        .contains("has stopped 3 running tasks");
    Forecast forecast = Forecast.of(ecs, Web.update().withTaskDefinition("web:2"));
    Instant start = ecs.now();
    ecs.updateService(Web.update().withTaskDefinition("web:2"));
    ecs.runFor(Duration.ofSeconds(5));

    EcsSimulation fork = ecs.fork();

    assertThat(ecs.explain("web").toString()).contains("web:2 lacks 3 tasks");
    ecs.runUntilSteady();
    fork.runUntilSteady();
    assertThat(fork.digest()).isEqualTo(ecs.digest());
    assertThat(forecast.outcome()).as("no bounds block it").isEqualTo(Outcome.FINISHES);
    assertThat(forecast.basis()).isEqualTo(Basis.RUN);
    assertThat(forecast.takes()).contains(Duration.between(start, ecs.now()));
    assertThat(forecast.lowestHealthy()).isZero();
  }

  @Test
  void canLeaveAllButOneThingToTheRollingUpdate() {
    Instant thaw = Web.START.plusSeconds(3600);
    EcsSimulation ecs = with(new RollingUpdate(), new Frozen("FROZEN", new RollingUpdate(), thaw));
    ecs.createService(Web.service(3, 100, 200).withDeploymentController("FROZEN"));

    ecs.runUntilSteady();

    assertThat(ecs.tasks())
        .hasSize(3)
        .allSatisfy(task -> assertThat(task.times().createdAt()).isEqualTo(thaw));
  }

  @Test
  void givesARollingUpdateByAnotherHandTheSameBytes() {
    assertThat(throughARollback(with(new Frozen("ECS", new RollingUpdate(), Web.START))))
        .isEqualTo(throughARollback(with()));
  }

  private static String throughARollback(EcsSimulation ecs) {
    ecs.createService(Web.service(4, 50, 150).withCircuitBreaker(CircuitBreaker.withRollback()));
    ecs.runUntilSteady();
    ecs.updateService(Web.update().withTaskDefinition("web:2"));
    ecs.runUntilSteady();
    ecs.updateService(Web.update().withTaskDefinition("web:3"));
    ecs.runUntilSteady();
    assertThat(ecs.service("web").taskDefinition()).as("rolled back").isEqualTo("web:2");
    return ecs.digest();
  }

  @Test
  void namesTheControllersThatThereAre() {
    EcsSimulation ecs = with(new RollingUpdate(), new Recreate());
    String digest = ecs.digest();

    assertThatThrownBy(
            () -> ecs.createService(Web.service(3, 100, 200).withDeploymentController("RECRAETE")))
        .isInstanceOf(EcsException.class)
        .hasMessage("unknown deployment controller 'RECRAETE', expected one of [ECS, RECREATE]");
    assertThat(ecs.digest()).isEqualTo(digest);
  }
}
