package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final String WEB =
      """
      name: web
      clusters: [{clusterName: default, containerInstances: [{cpu: 2048, memory: 4096}]}]
      steps:
        - {at: 0s, RegisterTaskDefinition: {family: web, containerDefinitions: [{name: app, image: web, memory: 256}]}}
        - {at: 0s, CreateService: {serviceName: web, taskDefinition: web, desiredCount: 2}}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @Test
  void returnsZeroWhenEverythingIsMet() throws IOException {
    int code = run(file(WEB), "--format", "json");

    assertThat(code).isZero();
    assertThat(error()).isEmpty();
    Document report = Json.read(output());
    assertThat(report.members().keySet())
        .contains(
            "scenario",
            "seed",
            "startedAt",
            "endedAt",
            "steady",
            "digest",
            "parameters",
            "expectations",
            "answers",
            "clusters",
            "series");
    Document cluster = report.documents("clusters").get(0);
    assertThat(cluster.string("clusterName")).contains("default");
    assertThat(cluster.documents("containerInstances")).hasSize(1);
    assertThat(cluster.documents("services").get(0).documents("serviceDeployments")).hasSize(1);
    assertThat(cluster.documents("tasks")).hasSize(2);
  }

  @Test
  void returnsOneWhenSomethingIsNotMet() throws IOException {
    int code = run(file(WEB + "  - {at: 1m, expect: {service: web, runningCount: 3}}\n"));

    assertThat(code).isEqualTo(1);
    assertThat(error()).isEmpty();
    assertThat(output()).contains("✗ 1m").contains("found runningCount: 2");
  }

  @Test
  void returnsOneAfterARefusalThatNobodyMeant() throws IOException {
    int code = run(file(WEB + "  - {at: 1m, UpdateService: {service: wbe}}\n"));

    assertThat(code).isEqualTo(1);
    assertThat(output()).contains("ServiceNotFoundException");
  }

  @Test
  void returnsTwoAndOneSentenceWhenTheFileIsWrong() throws IOException {
    Path file = file(WEB.replace("desiredCount: 2", "desiredCuont: 2"));

    int code = run(file);

    assertThat(code).isEqualTo(2);
    assertThat(output()).isEmpty();
    assertThat(error())
        .isEqualTo(
            file
                + ": line 5, column 69: steps[1].CreateService: unknown key 'desiredCuont',"
                + " the nearest known key is 'desiredCount'"
                + System.lineSeparator());
  }

  @Test
  void returnsTwoWhenEcsWouldNotHaveSuchAWorld() throws IOException {
    Path file = file(WEB.replace("{cpu: 2048,", "{count: 5001, cpu: 2048,"));

    int code = run(file);

    assertThat(code).isEqualTo(2);
    assertThat(output()).isEmpty();
    assertThat(error())
        .isEqualTo(
            file
                + ": clusters: a cluster holds at most 5000 container instances"
                + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          walk                        | unknown command 'walk', expected run FILE
          run                         | expected a scenario file, as in run FILE
          run missing.yaml            | cannot read missing.yaml: there is no such file or directory
          run .                       | cannot read .: it is a directory
          run a.yaml b.yaml           | expected one file, but found 'b.yaml' as well
          run a.yaml --sed 1          | unknown flag '--sed', the nearest known flag is --seed
          run a.yaml --seed           | --seed needs a value, as in run FILE
          run a.yaml --seed x         | --seed expects a whole number of at most 64 bits
          run a.yaml --seed 1 --seed 2| --seed is given twice
          run a.yaml --format yaml    | --format expects one of [text, json, jsonl]
          run a.yaml --html ./a.yaml  | --html would write over a.yaml
          run a.yaml --trace b/../a.yaml     | --trace would write over a.yaml
          run a.yaml --trace x --html x      | --trace would write over x
          """)
  void returnsTwoWhenTheArgumentsAreWrong(String arguments, String sentence) throws IOException {
    int code =
        Main.run(arguments.split(" "), out, new PrintStream(err, true, StandardCharsets.UTF_8));

    assertThat(code).isEqualTo(2);
    assertThat(output()).isEmpty();
    assertThat(error()).startsWith(sentence).hasLineCount(1);
  }

  @Test
  void writesNothingWhenThePictureCannotBeWritten() throws IOException {
    int code = run(file(WEB), "--html", directory.resolve("no/where.html").toString());

    assertThat(code).isEqualTo(2);
    assertThat(output()).isEmpty();
    assertThat(error()).contains("cannot write");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "jsonl"})
  void endsQuietlyWhenNobodyReadsOn(String format) throws IOException {
    int code = run(new Refusing("Broken pipe"), file(WEB), "--format", format, "--seed", "5");

    assertThat(code).isZero();
    assertThat(error()).isEmpty();
  }

  @Test
  void saysInOneSentenceThatItsOutputHasNoRoom() throws IOException {
    int code = run(new Refusing("No space left on device"), file(WEB));

    assertThat(code).isEqualTo(2);
    assertThat(error())
        .isEqualTo(
            "cannot write to standard output: No space left on device" + System.lineSeparator());
  }

  @Test
  void drawsPicturesBesidesWhatItPrints() throws IOException {
    Path html = directory.resolve("run.html");
    Path trace = directory.resolve("run.json");

    int code = run(file(WEB), "--html=" + html, "--trace", trace.toString());

    assertThat(code).isZero();
    assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>");
    assertThat(Json.read(Files.readAllBytes(trace)).documents("traceEvents")).isNotEmpty();
  }

  @Test
  void takesAnotherSeed() throws IOException {
    run(file(WEB), "--format", "json", "--seed", "-7");

    assertThat(Json.read(output()).longInteger("seed")).hasValue(-7);
  }

  @Test
  void writesAnEntryOfTheJournalALine() throws IOException {
    run(file(WEB), "--format", "jsonl");

    assertThat(output().lines().map(Json::read))
        .allSatisfy(
            entry ->
                assertThat(entry.members().keySet())
                    .contains("n", "at", "kind", "subject", "cause"))
        .anySatisfy(
            entry -> {
              assertThat(entry.string("kind")).contains("ServiceEvent");
              assertThat(entry.string("message"))
                  .contains("(service web) has reached a steady state.");
              assertThat(entry.get("at")).contains(new java.math.BigDecimal("60.002"));
            })
        .anySatisfy(
            entry -> {
              assertThat(entry.string("kind")).contains("TaskStarted");
              assertThat(entry.members().keySet())
                  .contains("task", "instance", "zone", "deployment", "reason");
            });
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("scenario.yaml"), text);
  }

  private int run(Path file, String... flags) throws IOException {
    return run(out, file, flags);
  }

  private int run(OutputStream out, Path file, String... flags) throws IOException {
    String[] arguments = new String[flags.length + 2];
    arguments[0] = "run";
    arguments[1] = file.toString();
    System.arraycopy(flags, 0, arguments, 2, flags.length);
    return Main.run(arguments, out, new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  /** Standard output of which the operating system says this. */
  private static final class Refusing extends OutputStream {
    private final String reason;

    Refusing(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(reason);
    }
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String error() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
