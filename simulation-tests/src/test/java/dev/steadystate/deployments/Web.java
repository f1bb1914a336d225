package dev.steadystate.deployments;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.DeploymentSnapshot;
import dev.steadystate.core.view.ServiceEventSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One service {@code web} and words to look at it. Its deployments are called A, B, C in the order
 * of creation, its tasks by launch number; times are seconds since the simulation began.
 *
 * <p>The books of the simulation are counted again at every instant.
 */
final class Web {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Tasks take 1 s to start and 1 s to stop and are healthy at once, so that each round is new. */
  static final Parameters BRISK =
      Parameters.observed()
          .with("pending", "0")
          .with("pull", "1s")
          .with("activating", "0")
          .with("noHealthCheckSettleSeconds", "0")
          .with("refuseBlockingPercentages", "false");

  /** The assumptions of the worked examples of file 2: 20 s to start, 40 s until healthy. */
  static final Parameters COMMON =
      BRISK.with("pull", "20s").with("noHealthCheckSettleSeconds", "40");

  final EcsSimulation ecs;
  private final List<String> deployments = new ArrayList<>();
  private long eventsSeen;

  private Web(EcsSimulation ecs) {
    this.ecs = ecs;
    ecs.observeInstants(at -> look());
  }

  /** Returns a cluster with room for all and revisions 1 to 9 of web, but no service yet. */
  static Web with(Parameters parameters, Duration shutdown, FateRule... fates) {
    ImmutableList.Builder<FateRule> rules = ImmutableList.builder();
    rules.add(fates);
    rules.add(Fates.rule().container(Fates.container("web").shutdown(shutdown)));
    Web web =
        new Web(
            EcsSimulation.builder()
                .parameters(parameters)
                .keepStoppedTasks(true)
                .fates(Fates.of(rules.build().toArray(new FateRule[0])))
                .build());
    web.ecs.registerContainerInstance(large("i-1"));
    for (int revision = 1; revision <= 9; revision++) {
      web.ecs.registerTaskDefinition(TaskDefinition.of("web", "web:" + revision));
    }
    return web;
  }

  static Web brisk(FateRule... fates) {
    return with(BRISK, Duration.ofSeconds(1), fates);
  }

  /** Returns the world of the worked examples of file 2: 30 s from stop request to STOPPED. */
  static Web common(FateRule... fates) {
    return with(COMMON, Duration.ofSeconds(30), fates);
  }

  /** Returns a cluster of one instance with room for so many tasks. */
  static EcsSimulation places(int places) {
    return places(places, BRISK);
  }

  static EcsSimulation places(int places, Parameters parameters) {
    EcsSimulation ecs = EcsSimulation.builder().parameters(parameters).build();
    ecs.registerContainerInstance(
        ContainerInstance.of("i-1", "us-east-1a").withCpu(256 * places).withMemory(1_000_000));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:2"));
    return ecs;
  }

  /** Returns an instance with room for all. */
  static ContainerInstance large(String name) {
    return ContainerInstance.of(name, "us-east-1a").withCpu(2_000_000).withMemory(4_000_000);
  }

  /** Returns a definition whose tasks are checked every 10 s, three times. */
  static TaskDefinition checked() {
    return TaskDefinition.of(
        "web",
        ContainerDefinition.of("web", "web:checked")
            .withHealthCheck(HealthCheck.standard().withInterval(10).withRetries(3)));
  }

  /** Returns a brisk service in steady state with all its tasks of revision 1. */
  static Web steady(int desired, int minimum, int maximum, FateRule... fates) {
    return brisk(fates).create(service(desired, minimum, maximum));
  }

  static Service service(int desired, int minimum, int maximum) {
    return Service.of("web", "web:1", desired)
        .withMinimumHealthyPercent(minimum)
        .withMaximumPercent(maximum);
  }

  /** Creates the service and lets it become steady. */
  Web create(Service service) {
    ecs.createService(service);
    ecs.runUntilSteady();
    news();
    return this;
  }

  /** Starts a deployment of this revision. */
  void deploy(int revision) {
    update(update().withTaskDefinition("web:" + revision));
  }

  static ServiceUpdate update() {
    return ServiceUpdate.of("web");
  }

  void update(ServiceUpdate update) {
    ecs.updateService(update);
    look();
  }

  void desire(int count) {
    update(update().withDesiredCount(count));
  }

  // Time.

  /** Returns the seconds since the simulation began. */
  long now() {
    return Duration.between(START, ecs.now()).toSeconds();
  }

  /** Lets the tick of this instant happen. */
  Web tick() {
    ecs.runFor(Duration.ZERO);
    return this;
  }

  Web after(long seconds) {
    ecs.runFor(Duration.ofSeconds(seconds));
    return this;
  }

  Web until(long second) {
    ecs.runUntil(START.plusSeconds(second));
    return this;
  }

  // Looking.

  private void look() {
    String wrong = ecs.selfCheck();
    if (!wrong.isEmpty()) {
      throw new AssertionError(wrong + "\n" + ecs.journal());
    }
    if (ecs.services().isEmpty()) {
      return;
    }
    for (DeploymentSnapshot deployment : Lists.reverse(ecs.service("web").deployments())) {
      if (!deployments.contains(deployment.id())) {
        deployments.add(deployment.id());
      }
    }
  }

  private String letter(int deployment) {
    return String.valueOf((char) ('A' + deployment));
  }

  /** Returns the deployment of this letter, which must be listed still. */
  DeploymentSnapshot deployment(String letter) {
    look();
    String id = deployments.get(letter.charAt(0) - 'A');
    return ecs.service("web").deployments().stream()
        .filter(deployment -> deployment.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(letter + " is not listed"));
  }

  /** Returns the listed deployments such as {@code B PRIMARY IN_PROGRESS 0/4/0/4}. */
  ImmutableList<String> deployments() {
    look();
    return ecs.service("web").deployments().stream()
        .map(
            it ->
                inShort(it.id())
                    + " "
                    + it.status()
                    + " "
                    + it.rolloutState()
                    + ": desired "
                    + it.desiredCount()
                    + ", pending "
                    + it.pendingCount()
                    + ", running "
                    + it.runningCount())
        .collect(toImmutableList());
  }

  /** Returns the service events since the last call, oldest first, in short. */
  ImmutableList<String> news() {
    ImmutableList<ServiceEventSnapshot> all =
        ImmutableList.copyOf(ecs.service("web").events()).reverse();
    ImmutableList<String> news =
        all.stream()
            .skip(eventsSeen)
            .map(event -> inShort(event.message()))
            .collect(toImmutableList());
    eventsSeen = all.size();
    return news;
  }

  /** Returns the news, each with the second of its tick. */
  ImmutableList<String> timedNews() {
    ImmutableList<ServiceEventSnapshot> all =
        ImmutableList.copyOf(ecs.service("web").events()).reverse();
    ImmutableList<String> news =
        all.stream()
            .skip(eventsSeen)
            .map(
                event ->
                    Duration.between(START, event.createdAt()).toSeconds()
                        + " "
                        + inShort(event.message()))
            .collect(toImmutableList());
    eventsSeen = all.size();
    return news;
  }

  /** Returns the text with letters and launch numbers for ids, and without what it repeats. */
  String inShort(String text) {
    String brief =
        text.replace("(service web) ", "")
            .replace("(service web, ", "(")
            .replace(
                " For more information, see the Troubleshooting section of the Amazon ECS Developer"
                    + " Guide.",
                "");
    for (int i = 0; i < deployments.size(); i++) {
      brief = brief.replace(deployments.get(i), letter(i));
    }
    for (TaskSnapshot task : ecs.tasks()) {
      brief = brief.replace(task.id(), String.valueOf(task.launchNumber()));
    }
    return brief;
  }

  ImmutableList<TaskSnapshot> tasks() {
    return ecs.tasks();
  }

  /** Returns the tasks that the scheduler wants to run. */
  ImmutableList<TaskSnapshot> live() {
    return tasks().stream().filter(TaskSnapshot::isLive).collect(toImmutableList());
  }

  /** Returns live tasks per revision, such as {@code web:1 4, web:2 2}. */
  String census() {
    StringBuilder census = new StringBuilder();
    for (int revision = 1; revision <= 9; revision++) {
      String name = "web:" + revision;
      long count = live().stream().filter(task -> task.taskDefinition().equals(name)).count();
      if (count > 0) {
        census.append(census.isEmpty() ? "" : ", ").append(name).append(' ').append(count);
      }
    }
    return census.toString();
  }

  /** Returns the columns of the traces of 5.19 from {@code old} on. */
  String row() {
    String target = ecs.service("web").primary().id();
    int old = 0;
    int starting = 0;
    int healthy = 0;
    int leaving = 0;
    for (TaskSnapshot task : tasks()) {
      boolean occupies = task.lastStatus().compareTo(LastStatus.DEPROVISIONING) < 0;
      if (!task.isLive()) {
        leaving += occupies ? 1 : 0;
      } else if (!task.deploymentId().equals(target)) {
        old++;
      } else if (task.lastStatus() == LastStatus.RUNNING) {
        healthy++;
      } else {
        starting++;
      }
    }
    int total = old + starting + healthy + leaving;
    return String.format(
        Locale.ROOT, "%d | %d | %d | %d | %d", old, starting, healthy, leaving, total);
  }

  // The API.

  Document call(String action, Document input) {
    return ecs.call(action, input);
  }

  Document describe() {
    return call("DescribeServices", Document.of("services", ImmutableList.of("web")))
        .documents("services")
        .get(0);
  }

  /** Returns the service deployments as DescribeServiceDeployments shows them, newest first. */
  ImmutableList<Document> records() {
    ImmutableList<String> arns =
        call("ListServiceDeployments", Document.of("service", "web"))
            .documents("serviceDeployments")
            .stream()
            .map(brief -> brief.string("serviceDeploymentArn").orElseThrow())
            .collect(toImmutableList());
    return call(
            "DescribeServiceDeployments",
            Document.builder().put("serviceDeploymentArns", arns).build())
        .documents("serviceDeployments");
  }

  /** Returns the statuses of the service deployments, newest first. */
  ImmutableList<String> statuses() {
    return records().stream()
        .map(it -> it.string("status").orElseThrow())
        .collect(toImmutableList());
  }

  /** Asks to stop the newest service deployment. */
  void stopDeployment() {
    call(
        "StopServiceDeployment",
        Document.of(
            "serviceDeploymentArn", records().get(0).string("serviceDeploymentArn").orElseThrow()));
  }
}
