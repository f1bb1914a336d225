package dev.steadystate.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.testkit.law.Law;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class CounterexampleTest {
  /** No law at all, but one that most scripts break. */
  private static final Law NOTHING_STARTS =
      Law.always(
          "nothing starts",
          ecs ->
              ecs.journal().entries().stream()
                  .noneMatch(entry -> entry.kind() == EntryKind.TASK_STARTED));

  @Test
  void shrinksToTheFewStepsThatMatter() {
    Script script = aScriptThatStartsSomething();

    Script small = Smaller.of(script, it -> fails(it));

    assertThat(
            small.scenario().steps().stream()
                .filter(step -> step.time().orElseThrow().compareTo(small.chaos()) < 0))
        .hasSize(2);
    assertThat(small.scenario().fates().rules()).isEmpty();
  }

  @Test
  void printsAFileAndATestThatSaysWhatItShows() {
    Script script = aScriptThatStartsSomething();

    assertThatThrownBy(
            () ->
                Counterexample.shrinkAndExplain(
                    script, it -> it.run(ImmutableList.of(NOTHING_STARTS))))
        .isInstanceOf(Counterexample.class)
        .hasMessageContaining("law broken: nothing starts")
        .hasMessageContaining("CreateService")
        .hasMessageContaining("until: ")
        .hasMessageContaining("class ShrunkTest");
  }

  @Test
  void itsTestCompilesAndHasTheDigestOfItsFile() throws Exception {
    for (int key = 0; key < 5; key++) {
      Script script =
          Scripts.script(Dials.standard().without(Feature.PROMPT_TIMING).withSwarm(false), key);
      var file = dev.steadystate.testkit.scenario.ScenarioRun.of(script.scenario()).simulation();

      runTest(JavaText.test(script, file.digest()));
    }
  }

  private static Script aScriptThatStartsSomething() {
    Dials dials = Dials.small().without(Feature.STANDALONE_TASKS);
    for (long key = 0; ; key++) {
      Script script = Scripts.script(dials, key);
      if (fails(script)) {
        return script;
      }
    }
  }

  private static boolean fails(Script script) {
    try {
      var unused = script.run(ImmutableList.of(NOTHING_STARTS));
      return false;
    } catch (AssertionError failed) {
      return true;
    }
  }

  private static void runTest(String source) throws Exception {
    Path directory = Files.createTempDirectory("shrunk");
    try {
      compile(source, directory);
      try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
        var constructor = loader.loadClass("ShrunkTest").getDeclaredConstructor();
        constructor.setAccessible(true);
        Object test = constructor.newInstance();
        Method method = test.getClass().getDeclaredMethod("keepsTheLaws");
        method.setAccessible(true);
        method.invoke(test);
      }
    } finally {
      MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private static void compile(String source, Path directory) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///ShrunkTest.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                ImmutableList.of(
                    "-d",
                    directory.toString(),
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                ImmutableList.of(file))
            .call();
    assertThat(compiled).as(messages + source).isTrue();
  }
}
