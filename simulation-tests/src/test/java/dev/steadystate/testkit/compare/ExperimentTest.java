package dev.steadystate.testkit.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.testkit.scenario.Scenario;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  private static final Scenario SCENARIO =
      Scenario.parse(
          """
          name: a rollout
          clusters:
            - clusterName: default
              containerInstances:
                - {count: 3, cpu: 4096, memory: 8192, availabilityZones: [us-east-1a, us-east-1b]}
          fates:
            - {match: {taskDefinition: web}, pull: {uniform: [2s, 60s]}}
          steps:
            - at: 0s
              RegisterTaskDefinition:
                family: web
                containerDefinitions: [{name: app, image: "web:1", memory: 256, cpu: 128}]
            - {at: 0s, CreateService: {serviceName: web, taskDefinition: web, desiredCount: 4}}
            - {at: 10m, UpdateService: {service: web, forceNewDeployment: true}}
          until: 30m
          """);

  @Test
  void triesEveryVariantWithTheSameSeeds() {
    Results results =
        Experiment.of(SCENARIO).overSeeds(1, 5).vary("reconcileInterval", "5s", "60s").run();

    assertThat(results.results()).hasSize(10);
    assertThat(results.byVariant().values())
        .allSatisfy(
            variant ->
                assertThat(variant.stream().map(result -> result.trial().seed()))
                    .containsExactly(1L, 2L, 3L, 4L, 5L));
    assertThat(results.toString()).contains("secondsToSteady").contains("difference");
    assertThat(results.csv().lines().findFirst())
        .hasValue(
            "reconcileInterval,seed,imbalance,instancesUsed,lowestHealthyShare,secondsToSteady,"
                + "taskSecondsWasted,tasksStarted");
    assertThat(results.csv().lines()).hasSize(11);
    assertThat(results.json().documents("trials")).hasSize(10);
  }

  @Test
  void aTrialIsDataAndAlwaysEndsAlike() throws Exception {
    Trial trial = Experiment.of(SCENARIO).overSeeds(7, 1).trials().findFirst().orElseThrow();

    Trial sent = sent(trial);

    assertThat(sent).isEqualTo(trial);
    assertThat(sent(sent.run())).isEqualTo(trial.run());
  }

  @Test
  void refusesAnUnknownParameterAtOnce() {
    assertThatThrownBy(() -> Experiment.of(SCENARIO).vary("reconcile", "5s"))
        .hasMessageStartingWith("unknown parameter 'reconcile', expected one of ");
  }

  @Test
  void comparesTwoVariantsAndNamesWhereTheyPart() {
    Scenario slow =
        SCENARIO.withName("slow").withParameters(SCENARIO.parameters().with("pending", "30s"));

    Comparison comparison = Runs.compare(SCENARIO, slow);

    assertThat(comparison.a().secondsToSteady()).isLessThan(comparison.b().secondsToSteady());
    assertThat(comparison.a().tasksStarted()).isEqualTo(8);
    assertThat(comparison.a().lowestHealthyShare()).isEqualTo(1.0);
    assertThat(comparison.toString()).contains("a rollout").contains("they part at entry ");
    assertThat(Runs.compare(SCENARIO, SCENARIO).toString()).contains("the two runs are the same");
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  private static <T> T sent(T value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
