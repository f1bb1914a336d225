package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.api.Faults;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerRule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.TaskStage;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.ParameterNames;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.random.Distribution;
import dev.steadystate.testkit.scenario.Opening;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.Step;
import java.util.Locale;

/**
 * Writes a script as a JUnit test that schedules its calls ahead, as a scenario file does, so that
 * both have one digest.
 */
final class JavaText {
  private JavaText() {}

  /**
   * Returns a class that compiles by itself.
   *
   * @param digest of a run without laws; the empty text where there is none
   */
  static String test(Script script, String digest) {
    Scenario scenario = script.scenario();
    StringBuilder text = new StringBuilder(HEAD.formatted(scenario.start()));
    text.append("    EcsSimulation ecs =\n        EcsSimulation.builder()\n");
    line(text, "            .seed(" + scenario.seed() + "L)");
    line(text, "            .start(START)");
    line(text, "            .parameters(" + parameters(scenario.parameters()) + ")");
    line(text, "            .fates(Fates.of(" + fates(scenario) + "))");
    scenario
        .subnets()
        .forEach(
            (id, zone) ->
                line(text, "            .subnet(" + quoted(id) + ", " + quoted(zone) + ")"));
    if (!Opening.hasDefaultCluster(scenario)) {
      line(text, "            .withoutDefaultCluster()");
    }
    line(text, "            .build();");
    for (String cluster : Opening.otherClusters(scenario)) {
      line(text, "    ecs.createCluster(" + quoted(cluster) + ");");
    }
    for (ContainerInstance instance : Opening.instances(scenario)) {
      line(text, "    ecs.registerContainerInstance(" + instance(instance) + ");");
    }
    for (Step step : scenario.script()) {
      step(text, scenario, step);
    }
    line(text, "");
    if (digest.isEmpty()) {
      line(text, "    Laws.watch(ecs);");
      line(text, "    ecs.runFor(Duration.ofMillis(" + script.length().toMillis() + "L));");
    } else {
      line(text, "    EcsSimulation unwatched = ecs.fork();");
      line(text, "    unwatched.runFor(Duration.ofMillis(" + script.length().toMillis() + "L));");
      line(text, "    assertEquals(" + quoted(digest) + ", unwatched.digest());");
      line(text, "    LawWatch watch = Laws.watch(ecs);");
      line(text, "    ecs.runFor(Duration.ofMillis(" + script.length().toMillis() + "L));");
      line(text, "    watch.end();");
    }
    return text.append(TAIL).toString();
  }

  private static final String HEAD =
      """
      import static org.junit.jupiter.api.Assertions.assertEquals;

      import dev.steadystate.core.EcsSimulation;
      import dev.steadystate.core.api.Faults;
      import dev.steadystate.core.fate.ContainerFate.Behaviour;
      import dev.steadystate.core.fate.Fates;
      import dev.steadystate.core.fate.Fault;
      import dev.steadystate.core.fate.StartFailure;
      import dev.steadystate.core.fate.TaskStage;
      import dev.steadystate.core.json.Json;
      import dev.steadystate.core.model.Parameters;
      import dev.steadystate.testkit.law.LawWatch;
      import dev.steadystate.testkit.law.Laws;
      import java.time.Duration;
      import java.time.Instant;
      import org.junit.jupiter.api.Test;

      class ShrunkTest {
        private static final Instant START = Instant.parse("%s");

        @Test
        void keepsTheLaws() {
      """;

  private static final String TAIL =
      """

        }

        private static void call(EcsSimulation ecs, long at, String action, String input) {
          ecs.schedule(START.plusMillis(at), action, Json.read(input));
        }

        private static void fault(EcsSimulation ecs, long at, String fault) {
          ecs.schedule(START.plusMillis(at), Faults.read(Json.read(fault)));
        }

        private static dev.steadystate.core.model.ContainerInstance instance(String fault) {
          return ((Fault.InstanceRegistered) Faults.read(Json.read(fault))).instance();
        }
      }
      """
          .replaceFirst("^\n", "");

  private static void step(StringBuilder text, Scenario scenario, Step step) {
    long at = step.time().orElseThrow().toMillis();
    if (step instanceof Step.Call call) {
      line(
          text,
          "    call(ecs, "
              + at
              + "L, "
              + quoted(call.action())
              + ", "
              + quoted(call.input().toString())
              + ");");
    } else if (step instanceof Step.Mishap mishap) {
      line(text, "    fault(ecs, " + at + "L, " + fault(Faults.toDocument(mishap.fault())) + ");");
    } else if (step instanceof Step.Register) {
      for (ContainerInstance each : Opening.instances(scenario, step)) {
        Document registered =
            Faults.toDocument(new dev.steadystate.core.fate.Fault.InstanceRegistered(each));
        line(text, "    fault(ecs, " + at + "L, " + fault(registered) + ");");
      }
    }
  }

  private static String instance(ContainerInstance instance) {
    return "instance("
        + fault(Faults.toDocument(new dev.steadystate.core.fate.Fault.InstanceRegistered(instance)))
        + ")";
  }

  private static String fault(Document fault) {
    return quoted(fault.toString());
  }

  private static String parameters(Parameters parameters) {
    boolean prompt = parameters.reconcileInterval() == 0;
    Parameters base = prompt ? Parameters.prompt() : Parameters.observed();
    StringBuilder text =
        new StringBuilder(prompt ? "Parameters.prompt()" : "Parameters.observed()");
    for (ParameterNames.Named named : ParameterNames.list()) {
      if (!named.text(parameters).equals(named.text(base))) {
        text.append(".with(")
            .append(quoted(named.name()))
            .append(", ")
            .append(quoted(named.text(parameters)))
            .append(')');
      }
    }
    return text.toString();
  }

  private static String fates(Scenario scenario) {
    return String.join(
        ", ",
        scenario.fates().rules().stream()
            .map(JavaText::fate)
            .collect(ImmutableList.toImmutableList()));
  }

  private static String fate(FateRule rule) {
    StringBuilder text = new StringBuilder("Fates.rule()");
    rule.match().family().ifPresent(it -> text.append(".family(").append(quoted(it)).append(')'));
    rule.match().revision().ifPresent(it -> text.append(".revision(").append(it).append(')'));
    rule.match().service().ifPresent(it -> text.append(".service(").append(quoted(it)).append(')'));
    rule.match().cluster().ifPresent(it -> text.append(".cluster(").append(quoted(it)).append(')'));
    rule.match()
        .launches()
        .ifPresent(
            it ->
                text.append(".launches(")
                    .append(it.first())
                    .append(", ")
                    .append(it.last())
                    .append(')'));
    if (!rule.share().isCertain()) {
      text.append(".share(dev.steadystate.core.random.Chance.of(")
          .append(rule.share().numerator())
          .append(", ")
          .append(rule.share().denominator())
          .append("))");
    }
    for (TaskStage stage : TaskStage.values()) {
      Distribution length = rule.stages().get(stage);
      if (length != null) {
        text.append(".lasts(TaskStage.")
            .append(stage)
            .append(", ")
            .append(length(length))
            .append(')');
      }
    }
    rule.failure()
        .ifPresent(
            it ->
                text.append(".failsIn(StartFailure.Stage.")
                    .append(it.stage())
                    .append(", ")
                    .append(quoted(it.reason()))
                    .append(')'));
    for (ContainerRule container : rule.containers()) {
      text.append(".container(").append(container(container)).append(')');
    }
    return text.toString();
  }

  private static String container(ContainerRule container) {
    StringBuilder text = new StringBuilder("Fates.container(" + quoted(container.name()) + ")");
    container
        .exit()
        .ifPresent(
            it ->
                text.append(".exits(")
                    .append(length(it.after()))
                    .append(", ")
                    .append(it.code())
                    .append(", ")
                    .append(quoted(it.reason()))
                    .append(')'));
    container
        .health()
        .forEach(
            it ->
                text.append(".health(")
                    .append(length(it.after()))
                    .append(", Behaviour.")
                    .append(it.is())
                    .append(')'));
    container
        .shutdown()
        .ifPresentOrElse(
            it -> text.append(".shutdown(").append(length(it)).append(')'),
            () -> text.append(".ignoresSigterm()"));
    return text.toString();
  }

  private static String length(Distribution length) {
    if (length instanceof Distribution.Uniform uniform) {
      return "Fates.uniform(" + millis(uniform.shortest()) + ", " + millis(uniform.longest()) + ")";
    }
    if (length instanceof Distribution.Normal normal) {
      return "Fates.normal(" + millis(normal.mean()) + ", " + millis(normal.deviation()) + ")";
    }
    if (length instanceof Distribution.Exponential exponential) {
      return "Fates.exponential(" + millis(exponential.mean()) + ")";
    }
    return "Fates.constant(" + millis(((Distribution.Constant) length).length()) + ")";
  }

  private static String millis(long millis) {
    return "Duration.ofMillis(" + millis + "L)";
  }

  /** Returns the text as Java writes it. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
