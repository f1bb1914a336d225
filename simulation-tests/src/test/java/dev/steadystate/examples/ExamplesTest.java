package dev.steadystate.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.google.common.collect.ImmutableList;
import dev.steadystate.testkit.report.TextReport;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Types every example of README and Javadoc into JShell, where {@code stage.jsh} has set up what
 * they speak of, and compiles and runs those that are test classes. What they claim to print is
 * held against what they print; {@code …} stands for what is left out.
 */
class ExamplesTest {
  private static final Path HOUSE = Path.of("..");
  private static final Path README = HOUSE.resolve("README.md");
  private static final Pattern CLASS = Pattern.compile("^class (\\w+)", Pattern.MULTILINE);

  private static final Prompt PROMPT = new Prompt();

  @BeforeAll
  static void setTheStage() throws IOException {
    try (InputStream stage = ExamplesTest.class.getResourceAsStream("stage.jsh")) {
      PROMPT.type(new String(stage.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterAll
  static void close() {
    PROMPT.close();
  }

  static Stream<Example> examples() {
    return Stream.concat(
        Example.ofPage(README, "java").stream(),
        Stream.of("core", "placement", "deployment", "simulation-tests")
            .map(module -> HOUSE.resolve(module).resolve("src/main/java"))
            .flatMap(sources -> Example.ofSources(sources).stream()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void doesWhatItSays(Example example, @TempDir Path directory) throws Exception {
    String printed =
        example.isFile() ? runTests(example, directory) : printing(() -> type(example));

    example
        .prints()
        .ifPresent(claimed -> assertThat(printed.stripTrailing()).matches(pattern(claimed)));
  }

  @Test
  void theScenarioOfTheReadmeRunsAsItSays() throws IOException {
    Example file = Example.ofPage(README, "yaml").get(0);
    StringWriter out = new StringWriter();

    ScenarioRun run = ScenarioRun.of(Scenario.parse(String.join("\n", file.code()) + "\n"));
    TextReport.plain().write(run, out);

    assertThat(run.isMet()).isTrue();
    assertThat(out.toString().stripTrailing()).matches(pattern(file.prints().orElseThrow()));
  }

  @Test
  void thereAreExamplesOfEveryUse() {
    assertThat(Example.ofPage(README, "java"))
        .filteredOn(example -> example.prints().isPresent())
        .hasSizeGreaterThan(2);
    assertThat(examples().count()).isGreaterThan(25);
  }

  private static void type(Example example) {
    PROMPT.type("onStage();");
    try {
      example.pieces().forEach(PROMPT::type);
      assertThat(example.fails()).as("it fails").isFalse();
    } catch (Prompt.Thrown thrown) {
      assertThat(example.fails()).as("it fails: %s", thrown.getMessage()).isTrue();
      System.out.println(thrown.getMessage());
    }
  }

  /** Returns a pattern in which … is anything, and a line of it alone any number of lines. */
  private static Pattern pattern(List<String> claimed) {
    String pattern =
        claimed.stream()
            .map(line -> Pattern.quote(line).replace("…", "\\E.*\\Q"))
            .collect(Collectors.joining("\\R"));
    return Pattern.compile(pattern.replace("\\R\\Q\\E.*\\Q\\E", "(?:\\R.*)*"));
  }

  private static String printing(Runnable action) {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  // Test classes.

  private static String runTests(Example example, Path directory) throws Exception {
    String source = String.join("\n", example.code());
    Matcher name = CLASS.matcher(source);
    assertThat(name.find()).isTrue();
    compile(name.group(1), source, directory);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      Class<?> tests = loader.loadClass(name.group(1));
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      String printed =
          printing(
              () ->
                  LauncherFactory.create()
                      .execute(
                          LauncherDiscoveryRequestBuilder.request()
                              .selectors(selectClass(tests))
                              .build(),
                          listener));
      StringWriter failures = new StringWriter();
      listener
          .getSummary()
          .getFailures()
          .forEach(each -> failures.append(each.getException() + "\n"));
      assertThat(failures.toString()).isEmpty();
      assertThat(listener.getSummary().getTestsSucceededCount()).isPositive();
      return printed;
    }
  }

  private static void compile(String name, String source, Path directory) {
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter messages = new StringWriter();
    ImmutableList<String> options =
        ImmutableList.of(
            "-d",
            directory.toString(),
            "-proc:none",
            "-parameters",
            "-cp",
            System.getProperty("java.class.path"));
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, options, null, ImmutableList.of(file))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
  }
}
