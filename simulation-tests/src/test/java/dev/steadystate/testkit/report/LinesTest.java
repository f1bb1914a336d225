package dev.steadystate.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
  @Test
  void breaksAtSpacesWhereThereAreAny() {
    assertThat(Lines.wrap("one two three fourteen", 8))
        .containsExactly("one two", "three", "fourteen");
    assertThat(Lines.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
  }

  @Test
  void countsWideCharactersAsTwoColumnsAndAccentsAsNone() {
    assertThat(Lines.wrap("日本語の名前", 5)).containsExactly("日本", "語の", "名前");
    assertThat(Lines.fit("日本", 6)).isEqualTo("日本  ");
    assertThat(Lines.cut("日本語", 5)).isEqualTo("日本…");
    assertThat(Lines.cut("cafe\u0301", 4)).isEqualTo("cafe\u0301");
    assertThat(Lines.cut("🚀🚀🚀", 4)).isEqualTo("🚀…");
  }

  @Test
  void letsNoCharacterMoveTheCursor() {
    assertThat(Lines.wrap("a\nb\u001b[2J", 20)).containsExactly("a b [2J");
  }

  @ParameterizedTest
  @CsvSource({"web, default, ordinary", "w, p, 日本語の長い名前"})
  void reportsFitTheirWidthHoweverLongNamesAre(String service, String cluster, String name)
      throws IOException {
    String longService = service.repeat(service.length() == 1 ? 255 : 1);
    String longCluster = cluster.repeat(cluster.length() == 1 ? 255 : 1);
    Scenario scenario =
        Scenario.parse(
            """
            name: NAME
            clusters: [{clusterName: CLUSTER, containerInstances: [{cpu: 2048, memory: 4096}]}]
            steps:
              - {at: 0s, RegisterTaskDefinition: {family: f, containerDefinitions: [{name: app, image: x, memory: 64}]}}
              - {at: 0s, CreateService: {cluster: CLUSTER, serviceName: SERVICE, taskDefinition: f, desiredCount: 2}}
            until: 5m
            """
                .replace("NAME", name.repeat(20))
                .replace("CLUSTER", longCluster)
                .replace("SERVICE", longService));
    StringWriter text = new StringWriter();

    TextReport.plain().write(ScenarioRun.of(scenario), text);

    assertThat(text.toString().lines()).allMatch(line -> Width.of(line) <= Lines.WIDTH);
  }
}
