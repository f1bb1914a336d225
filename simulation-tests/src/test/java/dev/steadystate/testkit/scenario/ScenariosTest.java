package dev.steadystate.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.io.Resources;
import dev.steadystate.testkit.report.JsonReport;
import dev.steadystate.testkit.report.Report;
import dev.steadystate.testkit.report.TextReport;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
  static List<String> names() {
    return Scenarios.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void meetsWhatItExpects(String name) throws IOException {
    ScenarioRun run = ScenarioRun.of(Scenarios.named(name));

    assertThat(run.isMet()).as(written(TextReport.plain(), run)).isTrue();
    assertThat(run.findings()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void tellsTheSameOfTheSame(String name) throws IOException {
    Scenario scenario = Scenarios.named(name);

    String once = written(new JsonReport(), ScenarioRun.of(scenario));
    String again = written(new JsonReport(), ScenarioRun.withoutJournal(scenario));
    String reread = written(new JsonReport(), ScenarioRun.of(Scenario.parse(scenario.text())));

    assertThat(again).isEqualTo(once);
    assertThat(reread).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("names")
  void fitsAHundredColumns(String name) throws IOException {
    String text = written(TextReport.plain(), ScenarioRun.of(Scenarios.named(name)));

    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(text).doesNotContain("\u001b");
  }

  @Test
  void namesEveryFile() throws IOException, URISyntaxException {
    Path directory = Path.of(Resources.getResource("dev/steadystate/scenarios").toURI());

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(Scenarios.NAMES);
    }
  }

  @Test
  void knowsNoOthers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scenarios.named("first-star"))
        .withMessageStartingWith("unknown scenario 'first-star', expected one of [first-start,");
  }

  private static String written(Report report, ScenarioRun run) throws IOException {
    StringWriter out = new StringWriter();
    report.write(run, out);
    return out.toString();
  }
}
