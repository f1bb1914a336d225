package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbenchTest {
  private final Workbench bench = new Workbench();

  @TempDir Path directory;

  @Test
  void dealsInstancesOverZonesAndNamesThemByZone() {
    bench.cluster("production", 4);
    bench.instances(2, "c", "us-east-1d");

    assertThat(bench.instances())
        .extracting(InstanceSnapshot::ec2InstanceId)
        .containsExactly("i-a1", "i-b1", "i-c1", "i-a2", "i-c2", "i-d1");
    assertThat(bench.cluster()).hasToString(bench.cluster("production").toString());
  }

  @Test
  void makesOneCallOfAllThatOneLineSays() {
    bench.cluster("production", 3);
    bench.service("web", 4).minimumHealthyPercent(50).spread("zone").binpack("memory");
    bench.run("1m");
    bench.update("web").desiredCount(3).maximumPercent(150).noPlacementStrategy();

    ServiceSnapshot web = bench.service("web");
    assertThat(web.desiredCount()).isEqualTo(3);
    assertThat(web.definition().placementStrategy()).isEmpty();
    assertThat(web.definition().deploymentConfiguration().minimumHealthyPercent()).isEqualTo(50);
    assertThat(web.definition().deploymentConfiguration().maximumPercent()).isEqualTo(150);
    assertThat(calls("service web")).containsExactly("CreateService", "UpdateService");
  }

  @Test
  void registersTheNextRevisionOfAnImage() {
    running();

    assertThat(bench.update("web").image("nginx:2"))
        .hasToString("web ACTIVE, web:2, desired 2, running 2, pending 0");
    bench.steady();

    assertThat(bench.tasks("web")).extracting(TaskSnapshot::taskDefinition).containsOnly("web:2");
    assertThat(bench.tasks("web").get(0).containers().get(0).image()).isEqualTo("nginx:2");
  }

  @Test
  void leavesNothingBehindOfARefusedLine() {
    running();
    String before = bench.ecs().digest();

    assertThatThrownBy(() -> bench.update("web").image("nginx:2").desiredCount(-1).toString())
        .isInstanceOf(EcsException.class);
    assertThatThrownBy(() -> bench.service("api", 2).maximumPercent(-3).toString())
        .isInstanceOf(EcsException.class);
    assertThatThrownBy(() -> bench.service("api", 2).memberOf("nonsense").toString())
        .isInstanceOf(EcsException.class);

    assertThat(bench.ecs().digest()).isEqualTo(before);
  }

  @Test
  void tellsWhoComesTooLate() {
    running();
    ServiceChange change = bench.update("web").desiredCount(3);
    bench.run("10s");

    assertThatThrownBy(() -> change.desiredCount(4))
        .hasMessageStartingWith("the update is made already");
  }

  @Test
  void killsLosesAndRestores() {
    running();

    assertThat(bench.kill("web")).extracting(TaskSnapshot::name).containsExactly("web/1");
    assertThat(bench.run("1m").text()).contains("(service web) has started 1 tasks: (task web/3).");
    assertThat(bench.lose("b")).hasToString("us-east-1b is lost, and 1 container instance with it");
    assertThat(bench.instances()).hasSize(2);
    bench.steady();
    assertThat(bench.restore("us-east-1b"))
        .hasToString("us-east-1b is back, with 1 container instance");
    bench.lose("i-a1");
    assertThat(bench.restore("i-a1").text()).startsWith("i-a1 ACTIVE in us-east-1a");
    assertThatThrownBy(() -> bench.restore("i-a1")).hasMessage("i-a1 is not lost: it is ACTIVE");
  }

  @Test
  void drainsAndActivates() {
    running();

    bench.drain("i-a1");
    bench.steady();

    assertThat(bench.tasks("web")).noneMatch(task -> task.ec2InstanceId().equals("i-a1"));
    assertThat(bench.activate("i-a1").toString()).startsWith("i-a1 ACTIVE");
  }

  @Test
  void decidesFatesOfForksApart() {
    running();
    assertThat(bench.taskDefinition("web", "nginx:bad")).asString().contains("web:2");
    bench.fork("calm");
    bench.fate("web:2").crashes("5s");
    bench.update("web").taskDefinition("web:2");
    assertThat(bench.steady().text())
        .contains("2 tasks of web stopped: Essential container in task exited, web exited\n")
        .contains("not steady after 1h; why(\"web\") tells what is in the way");
    bench.back("calm");
    bench.update("web").taskDefinition("web:2");

    assertThat(bench.steady().text()).endsWith("web:2, desired 2, running 2, pending 0, steady");
  }

  @Test
  void goesBackToAForkAsOftenAsOneLikes() {
    running();
    String before = bench.ecs().digest();
    Fork fork = bench.fork();
    bench.lose("a");
    bench.steady();

    bench.back();
    assertThat(bench.ecs().digest()).isEqualTo(before);
    bench.run("1h");
    bench.back(fork);

    assertThat(bench.ecs().digest()).isEqualTo(before);
    assertThatThrownBy(() -> bench.back("other"))
        .hasMessageStartingWith("there is no fork 'other'");
  }

  @Test
  void comparesWithWhatHadBeen() {
    running();
    bench.fork("calm");
    bench.kill("web", 2);
    bench.run("1m");
    String before = bench.ecs().digest();

    assertThat(bench.compare("calm").text())
        .containsPattern("tasks launched +4 +2\n")
        .contains("exits with code 137");
    assertThat(
            bench
                .compare(
                    () -> bench.update("web").image("nginx:2"),
                    () -> bench.update("web").image("nginx:2").maximumPercent(150))
                .text())
        .containsPattern("seconds to steady +70 +140\n");
    assertThat(bench.ecs().digest()).isEqualTo(before);
  }

  @Test
  void saysWhyNothingFits() {
    running();
    bench.service("api", 40);
    bench.run("5m");

    assertThat(bench.why("api").text())
        .contains("  22 of 40 wanted are healthy; the floor is 40, the ceiling 80")
        .contains("  api:1 lacks 18 tasks\n    a task of service:api that takes 256 CPU units")
        .contains("      0 left after CPU\n      i-a1 in us-east-1a: wants 256 CPU units, 0 left\n")
        .contains("    it would have one with 256 more CPU units on i-a1\n")
        .containsPattern(
            "no launch before 6m\\d+s, in \\d+s: \\d rounds of launches in a row failed")
        .containsPattern("  next, at 6m\\d+s: deployment ecs-svc/…\\d+: 18 tasks found no place")
        .containsOnlyOnce("found no place because");
  }

  @Test
  void namesTheSmallestChangeAndItHelps() {
    running();
    bench.service("api", 40);
    bench.run("5m");
    assertThat(bench.why("api").text()).contains("256 more CPU units on i-a1");

    bench.instances(1, ContainerInstance.of("small", "us-east-1a").withCpu(256));
    bench.run("10m");

    assertThat(bench.service("api").runningCount()).isEqualTo(23);
  }

  @Test
  void tellsTheTaskThatFailedLastAndNoneThatWasStoppedOtherwise() {
    running();
    bench.update("web").image("nginx:2");
    bench.fate("web:2").cannotPull();
    bench.run("15s");
    bench.stop("web/1");
    bench.run("10s");

    assertThat(bench.why("web").text())
        .contains(
            "  2 failed tasks in this deployment, the latest was web/4: Task failed to start");
  }

  @Test
  void namesNoFailedTaskWhereLaunchesFoundNoPlace() {
    running();
    bench.service("api", 40);
    bench.run("1h");
    bench.lose("us-east-1a");

    assertThat(bench.why("api").text()).doesNotContain("failed tasks in this deployment");
  }

  @Test
  void comparesWhatNeverBecomesSteady() {
    bench.cluster("production", 3);
    bench.service("web", 50);
    bench.run("1m");

    String compared = bench.compare(() -> bench.kill("web"), () -> bench.kill("web", 2)).text();

    assertThat(compared.lines())
        .anyMatch(line -> line.matches("seconds to steady +never +never"))
        .allMatch(line -> line.length() <= 80);
    assertThat(compared).containsPattern("lowest healthy, percent +- +-\n");
  }

  @Test
  void tellsOfALossWhatCameOfItAndWhatComesNext() {
    running();
    bench.lose("us-east-1a");

    assertThat(bench.why("web").text())
        .contains("  next, at 1m: a new task: started on i-c1 in us-east-1c because")
        .contains("container instance i-a1: instance lost\n")
        .endsWith("task web/1: STOPPED  (from #23)");
  }

  @Test
  void saysWhichBoundsBlockARollout() {
    bench.cluster("production", 3);
    bench.service("web", 3).maximumPercent(110);
    bench.steady();
    bench.update("web").image("nginx:2");
    bench.run("1m");

    assertThat(bench.why("web").text())
        .contains("  it was unable to stop or start tasks during a deployment because of the")
        .contains("an event says so again because 3 tasks occupy of at most 3")
        .contains("  the rollout cannot go on: ")
        .contains("would do: maximumPercent 110 -> 134");
  }

  @Test
  void tellsTheCausesOfATask() {
    running();
    bench.kill("web");
    bench.run("1m");

    assertThat(bench.why("web/1").text())
        .contains("web exited with code 137")
        .contains("Essential container in task exited");
    assertThatThrownBy(() -> bench.why("wbe"))
        .hasMessage(
            "there is no service, task or container instance 'wbe' in cluster production, did you"
                + " mean web?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-start", "zone-rebalancing", "daemon", "breaker-and-rollback"})
  void playsScenarios(String name) {
    bench.load(name);
    bench.run("1h");

    assertThat(bench.show().text()).contains("Service", "Instance");
    assertThat(bench.events().text()).contains("has reached a steady state.");
  }

  @Test
  void drawsAPage() throws Exception {
    running();
    Path page = directory.resolve("lab.html");

    bench.html(page.toString());

    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("web/1");
  }

  @Test
  void answersAtOnceAmongAThousandTasks() {
    bench.cluster("production", 150);
    bench.service("web", 1000);
    bench.steady();

    assertThat(bench.tasks("web")).hasSize(1000);
    Stream.<Runnable>of(
            () -> bench.show(),
            () -> bench.show("web"),
            () -> bench.tasks(),
            () -> bench.events(),
            () -> bench.journal(),
            () -> bench.why("web"),
            () -> bench.why("web/500"),
            () -> bench.fork(),
            () -> bench.back(),
            () -> bench.kill("web", 3),
            () -> bench.run("1m"))
        .forEach(verb -> assertThat(fastestMillis(verb)).isLessThan(100));
  }

  /** The processor's time, since other work on this machine is no fault of ours. */
  private static double fastestMillis(Runnable verb) {
    double fastest = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      verb.run();
      long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      fastest = Math.min(fastest, (after - before) / 1e6);
    }
    return fastest;
  }

  /** Three instances, one a zone, and service web with two tasks, steady. */
  private void running() {
    bench.cluster("production", 3);
    bench.service("web", 2);
    bench.steady();
  }

  private List<String> calls(String subject) {
    return bench.ecs().journal().entries().stream()
        .filter(entry -> entry.kind() == EntryKind.CALL)
        .filter(entry -> (entry.subject().type() + " " + entry.subject().name()).equals(subject))
        .map(entry -> entry.text())
        .toList();
  }
}
