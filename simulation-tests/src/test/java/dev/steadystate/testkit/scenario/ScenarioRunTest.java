package dev.steadystate.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.io.Resources;
import dev.steadystate.core.document.Document;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScenarioRunTest {
  private static final String WEB =
      """
      clusters: [{clusterName: default, containerInstances: [{count: 2, cpu: 2048, memory: 4096}]}]
      steps:
        - {at: 0s, RegisterTaskDefinition: {family: web, containerDefinitions: [{name: app, image: web, memory: 256}]}}
        - {at: 0s, CreateService: {serviceName: web, taskDefinition: web, desiredCount: 2}}
      """;

  @Test
  void playsTheExampleOfTheFormat() throws IOException {
    Scenario example =
        Scenario.parse(
            Resources.toByteArray(
                Resources.getResource("dev/steadystate/testkit/scenario/example.yaml")));

    ScenarioRun run = ScenarioRun.of(example);

    // All four tasks begin together and exit together after 90 seconds.
    assertThat(run.findings())
        .extracting(Finding::at, Finding::met)
        .containsExactly(
            tuple(Duration.ofSeconds(325), false),
            tuple(Duration.ofMinutes(11), true),
            tuple(Duration.ofMinutes(15), true));
    assertThat(run.outcomes()).noneMatch(Outcome::isUnexpected);
    assertThat(run.length()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void runsUntilEverythingIsSteadyUnlessItSaysHowLong() {
    ScenarioRun run = played(WEB);

    assertThat(run.length()).isEqualTo(Duration.ofMinutes(1));
    assertThat(run.simulation().isSteady()).isTrue();
  }

  @Test
  void looksForSteadinessOnlyAfterTheLastStep() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {at: 5m, UpdateService: {service: web, desiredCount: 3}}
                until: steady
                """);

    assertThat(run.length()).isEqualTo(Duration.ofMinutes(6));
  }

  @Test
  void givesUpOnSteadinessAfterSevenDays() {
    ScenarioRun run = played(WEB.replace("desiredCount: 2", "desiredCount: 200"));

    assertThat(run.length()).isEqualTo(Duration.ofDays(7));
    assertThat(run.simulation().isSteady()).isFalse();
  }

  @Test
  void includesTheEnd() {
    ScenarioRun run = played(WEB + "until: 15s\n");

    assertThat(run.simulation().service("web").runningCount()).isEqualTo(2);
  }

  @Test
  void looksAtTheEndOfAnInstant() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {at: 0s, expect: {service: web, pendingCount: 2}}
                  - {at: 14999ms, expect: {service: web, runningCount: 0}}
                  - {at: 15s, expect: {service: web, runningCount: 2, pendingCount: 0}}
                  - {at: 60s, expect: {service: web, steady: true, rolloutState: COMPLETED}}
                """);

    assertThat(run.isMet()).isTrue();
  }

  @Test
  void takesEventsAtTheirWord() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {at: 50s, expect: {service: web, events: [has started 2 tasks, deployment completed.]}}
                  - {at: 60s, expect: {service: web, events: [has started 2 tasks, deployment completed.]}}
                """);

    assertThat(run.findings()).extracting(Finding::met).containsExactly(false, true);
    assertThat(run.findings().get(0).found().strings("events")).hasSize(1);
  }

  @Test
  void addsUpWhatNoServiceIsNamedFor() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {at: 0s, CreateService: {serviceName: job, taskDefinition: web, desiredCount: 1}}
                  - {at: 30s, expect: {cluster: default, runningCount: 3}}
                  - {at: 30s, expect: {runningCount: 3, steady: false}}
                  - {at: 60s, expect: {steady: true}}
                """);

    assertThat(run.isMet()).isTrue();
  }

  @Test
  void findsNothingWhereThereIsNoService() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {at: 60s, expect: {service: wbe, runningCount: 2, steady: true}}
                """);

    assertThat(run.findings().get(0).found())
        .isEqualTo(Document.builder().put("runningCount", 0).put("steady", false).build());
    assertThat(run.isMet()).isFalse();
  }

  @Test
  void tellsWhenWhatShouldHoldAlwaysFirstDoesNot() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {at: 2m, fault: {taskExits: {task: web/1}}}
                  - {always: {}, expect: {service: web, runningCount: 2}}
                until: 10m
                """);

    Finding finding = run.findings().get(0);
    assertThat(finding.met()).isFalse();
    assertThat(finding.at()).isEqualTo(Duration.ofMinutes(2));
    assertThat(finding.found()).isEqualTo(Document.of("runningCount", 1));
  }

  @Test
  void countsWhatNeverBeganToHoldAsNotMet() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {always: {}, expect: {service: web, runningCount: {atLeast: 0}}}
                until: 30s
                """);

    assertThat(run.isMet()).isFalse();
    assertThat(run.findings().get(0).found().bool("steady")).contains(false);
  }

  @Test
  void looksAtOnceFromTheInstantThatIsNamed() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {always: {from: 17s}, expect: {service: web, runningCount: 2}}
                  - {always: {from: 14s}, expect: {service: web, runningCount: 2}}
                until: 30s
                """);

    assertThat(run.findings())
        .extracting(Finding::at, Finding::met)
        .containsExactly(tuple(Duration.ofSeconds(14), false), tuple(Duration.ofSeconds(17), true));
  }

  @Test
  void goesOnAfterARefusal() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {at: 1m, UpdateService: {service: web, desiredCount: -1}}
                  - {at: 2m, UpdateService: {service: web, desiredCount: 3}}
                """);

    assertThat(run.isMet()).isFalse();
    assertThat(run.outcomes()).filteredOn(Outcome::isUnexpected).hasSize(1);
    assertThat(run.simulation().service("web").runningCount()).isEqualTo(3);
  }

  @Test
  void tellsRefusalsThatWereMeantFromOthers() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {at: 1m, UpdateService: {service: web, desiredCount: -1}, fails: InvalidParameterException}
                  - {at: 2m, UpdateService: {service: web, desiredCount: -1}, fails: ServiceNotFoundException}
                  - {at: 3m, UpdateService: {service: web, desiredCount: 3}, fails: InvalidParameterException}
                  - {at: 4m, UpdateService: {service: web, desiredCuont: 3}, fails: InvalidParameterException}
                """);

    assertThat(run.findings()).extracting(Finding::met).containsExactly(true, false, false, true);
    assertThat(run.outcomes())
        .extracting(Outcome::isUnexpected)
        .containsExactly(false, false, false, true, false, false);
  }

  @Test
  void isNotChangedByWhatIsOnlyLookedAtNorByWhatIsRefused() {
    String digest = played(WEB + "until: 10m\n").simulation().digest();

    ScenarioRun named = played("name: another\n" + WEB + "until: 10m\n");
    ScenarioRun expecting =
        played(
            WEB
                + """
                  - {at: 33s, expect: {service: web, runningCount: 2}}
                  - {always: {from: 41s}, expect: {service: web, runningCount: 2}}
                until: 10m
                """);
    ScenarioRun refused =
        played(
            WEB
                + """
                  - {at: 3m, DeleteService: {service: web}, fails: InvalidParameterException}
                until: 10m
                """);

    assertThat(named.simulation().digest()).isEqualTo(digest);
    assertThat(expecting.simulation().digest()).isEqualTo(digest);
    assertThat(refused.simulation().digest()).isEqualTo(digest);
  }

  @Test
  void hasNoDefaultClusterBesidesThoseOfTheFile() {
    ScenarioRun run =
        played(
            """
            clusters: [{clusterName: production}]
            steps:
              - {at: 0s, ListServices: {}, fails: ClusterNotFoundException}
              - {at: 0s, ListServices: {cluster: production}}
            """);

    assertThat(run.isMet()).isTrue();
  }

  @Test
  void countsAFaultThatCannotHappenAsARefusal() {
    ScenarioRun run =
        played(
            WEB
                + """
                  - {at: 1m, fault: {zoneRestored: us-east-1z}}
                """);

    assertThat(run.isMet()).isFalse();
  }

  @Test
  void writesARowAtEachInstantThatChangesANumber() {
    ScenarioRun run = played(WEB + "until: 1h\n");

    assertThat(run.series().rows())
        .containsExactly(
            new Series.Row(0, "default", "web", 2, 0, 2, 0, 2, 4),
            new Series.Row(15_000, "default", "web", 2, 2, 0, 0, 2, 4),
            new Series.Row(55_000, "default", "web", 2, 2, 0, 2, 2, 4));
  }

  private static ScenarioRun played(String text) {
    return ScenarioRun.of(Scenario.parse(text));
  }
}
