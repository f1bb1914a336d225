package dev.steadystate.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.steadystate.testkit.scenario.ScenarioRun;
import dev.steadystate.testkit.scenario.Scenarios;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pictures as they are to be: {@code -Dsteadystate.rewrite=true} draws them anew. */
class TextPicturesTest {
  private static final Path PICTURES =
      module().resolve("src/test/resources/dev/steadystate/pictures");

  @ParameterizedTest
  @CsvSource({
    "crash-and-replacement, 80",
    "crash-and-replacement, 100",
    "rolling-update-in-place, 80",
    "rolling-update-in-place, 100",
    "zone-lost-in-mid-deployment, 100",
    "breaker-and-rollback, 100",
    "throttle-and-recovery, 80",
    "daemon, 80"
  })
  void looksAsItDid(String scenario, int columns) throws IOException {
    StringWriter picture = new StringWriter();
    TextReport.plain().inColumns(columns).write(ScenarioRun.of(Scenarios.named(scenario)), picture);

    // The digest moves with every change of the engine that the picture does not show.
    String drawn = picture.toString().replaceFirst("digest [0-9a-f]{32}", "digest …");

    assertThat(Splitter.on('\n').split(drawn))
        .allMatch(line -> line.length() <= columns)
        .noneMatch(line -> line.endsWith(" "));
    Path file = PICTURES.resolve(scenario + "-" + columns + ".txt");
    if (Boolean.getBoolean("steadystate.rewrite")) {
      Files.createDirectories(PICTURES);
      Files.writeString(file, drawn);
    }
    assertThat(drawn)
        .as(file + " is another picture; -Dsteadystate.rewrite=true draws it anew")
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
  }

  /** Tests run in the folder of their module under Maven, and in the root of all elsewhere. */
  private static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("src/main/ledger"))
        ? here
        : here.resolve("simulation-tests");
  }
}
