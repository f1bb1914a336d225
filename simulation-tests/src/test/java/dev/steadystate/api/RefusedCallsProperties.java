package dev.steadystate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.EcsException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A call that is refused changes nothing: not now, and not in all that comes after it. */
class RefusedCallsProperties {
  /** A call that is refused, however far its checks come. */
  private record BadCall(String action, String request) {}

  /** A bad call so many seconds into the run, by hand or scheduled ahead. */
  private record Attempt(int second, boolean ahead, BadCall call) {}

  private static final String OTHER = "arn:aws:ecs:us-east-1:123456789012:%s/other/%s";

  /** Calls whose last part is wrong, so that the first could do harm. */
  private static final ImmutableList<BadCall> HALF_GOOD =
      ImmutableList.of(
          new BadCall(
              "UpdateContainerInstancesState",
              "{'containerInstances':['i-1','"
                  + String.format(OTHER, "container-instance", "x")
                  + "'],'status':'DRAINING'}"),
          new BadCall(
              "UpdateTaskProtection",
              "{'cluster':'default','tasks':['web/1','"
                  + String.format(OTHER, "task", "x")
                  + "'],'protectionEnabled':true}"),
          new BadCall(
              "PutAttributes",
              "{'attributes':[{'name':'a','targetId':'i-1'},{'name':'a','targetId':'i-9'}]}"),
          new BadCall("DeleteTaskDefinitions", "{'taskDefinitions':['old:1','nothing:1']}"),
          new BadCall(
              "StartTask",
              "{'taskDefinition':'web','group':'new','containerInstances':['i-1','"
                  + String.format(OTHER, "container-instance", "x")
                  + "']}"),
          new BadCall(
              "RunTask",
              "{'taskDefinition':'web','group':'new','placementConstraints':"
                  + "[{'type':'memberOf','expression':'attribute:a =='}]}"),
          new BadCall(
              "RunTask",
              "{'taskDefinition':'fargate','launchType':'FARGATE','count':11,"
                  + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['new-1']}}}"),
          new BadCall(
              "CreateService",
              "{'serviceName':'new','taskDefinition':'fargate','desiredCount':1,"
                  + "'launchType':'FARGATE','availabilityZoneRebalancing':'ENABLED',"
                  + "'deploymentConfiguration':{'maximumPercent':100,'minimumHealthyPercent':0},"
                  + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['new-2']}}}"),
          new BadCall(
              "CreateService",
              "{'serviceName':'new','taskDefinition':'web','desiredCount':1,"
                  + "'placementStrategy':[{'type':'spread','field':'nonsense:field'}]}"),
          new BadCall(
              "UpdateService",
              "{'service':'web','desiredCount':9,'placementConstraints':"
                  + "[{'type':'memberOf','expression':'(('}]}"),
          new BadCall(
              "UpdateService", "{'service':'web','desiredCount':9,'taskDefinition':'nothing'}"),
          new BadCall(
              "RegisterTaskDefinition",
              "{'family':'new','containerDefinitions':[{'name':'a','image':'a','memory':128,"
                  + "'dependsOn':[{'containerName':'b','condition':'START'}]}]}"));

  @Provide
  Arbitrary<List<Attempt>> attempts() {
    Stream<BadCall> known =
        RefusalsTest.refusals()
            .map(row -> new BadCall(row.get()[0].toString(), row.get()[1].toString()))
            .filter(RefusedCallsProperties::isBadAtAnyTime);
    List<BadCall> calls = Stream.concat(known, HALF_GOOD.stream()).toList();
    return Combinators.combine(
            Arbitraries.integers().between(0, 300),
            Arbitraries.of(true, false),
            Arbitraries.of(calls))
        .as(Attempt::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(list -> list.stream().sorted((a, b) -> a.second() - b.second()).toList());
  }

  /** Tasks come and go in these runs, and a service that drains is gone at last. */
  private static boolean isBadAtAnyTime(BadCall call) {
    return !call.request().contains("leaving")
        && !call.request().contains("web/9")
        && !call.request().equals("{'containerInstance':'i-1'}");
  }

  @Property(tries = 60)
  void aRunWithRefusedCallsIsARunWithout(@ForAll("attempts") List<Attempt> attempts) {
    EcsSimulation plain = account();
    EcsSimulation troubled = account();
    for (Attempt attempt : attempts) {
      if (attempt.ahead()) {
        troubled.schedule(
            troubled.now().plusSeconds(attempt.second()),
            attempt.call().action(),
            document(attempt.call()));
      }
    }

    int second = 0;
    for (Attempt attempt : attempts) {
      troubled.runFor(Duration.ofSeconds(attempt.second() - second));
      plain.runFor(Duration.ofSeconds(attempt.second() - second));
      second = attempt.second();
      if (!attempt.ahead()) {
        mustBeRefused(troubled, attempt.call());
      }
      assertThat(troubled.digest()).as("%s", attempts).isEqualTo(plain.digest());
    }
    goOn(plain, second);
    goOn(troubled, second);

    assertThat(troubled.digest()).as("%s", attempts).isEqualTo(plain.digest());
    assertThat(troubled.tasks()).isEqualTo(plain.tasks());
    assertThat(troubled.instances()).isEqualTo(plain.instances());
    assertThat(troubled.services().toString()).isEqualTo(plain.services().toString());
    assertThat(troubled.answers()).allSatisfy(answer -> assertThat(answer.error()).isPresent());
    assertThat(troubled.selfCheck()).isEmpty();
  }

  private static Document document(BadCall call) {
    return Json.read(call.request().replace('\'', '"'));
  }

  private static void mustBeRefused(EcsSimulation ecs, BadCall call) {
    try {
      ecs.call(call.action(), document(call));
    } catch (EcsException refused) {
      return;
    }
    throw new AssertionError("was not refused: " + call);
  }

  /** The world of the refusals, with tasks that fail by chance. */
  private static EcsSimulation account() {
    Account account =
        Account.with(
                Fates.of(
                    Fates.rule()
                        .container(
                            Fates.container("app")
                                .exits(Fates.exponential(Duration.ofMinutes(2)), 1))))
            .addInstances(2)
            .withFamily("web")
            .withFargateFamily("fargate")
            .withFamily("old");
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'old:1'}");
    account.call("CreateCluster", "{'clusterName':'empty'}");
    account.call("CreateCluster", "{'clusterName':'gone'}");
    account.call("DeleteCluster", "{'cluster':'gone'}");
    account.call(
        "CreateService", "{'serviceName':'leaving','taskDefinition':'web','desiredCount':1}");
    account.call("DeleteService", "{'service':'leaving','force':true}");
    return account.withServiceNow(3).ecs;
  }

  /** What is new after the refusals is as new as it would have been without them. */
  private static void goOn(EcsSimulation ecs, int second) {
    ecs.runFor(Duration.ofSeconds(301 - second));
    call(
        ecs,
        "RunTask",
        "{'taskDefinition':'fargate','launchType':'FARGATE','group':'late','count':3,"
            + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['late-1','late-2']}}}");
    call(ecs, "CreateService", "{'serviceName':'late','taskDefinition':'web','desiredCount':2}");
    call(
        ecs,
        "RegisterTaskDefinition",
        "{'family':'new','containerDefinitions':[{'name':'app','image':'new','memory':128}]}");
    ecs.runFor(Duration.ofMinutes(10));
  }

  private static void call(EcsSimulation ecs, String action, String request) {
    ecs.call(action, Json.read(request.replace('\'', '"')));
  }
}
