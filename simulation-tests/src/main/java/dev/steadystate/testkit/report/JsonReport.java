package dev.steadystate.testkit.report;

import com.google.common.collect.Lists;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.scenario.Finding;
import dev.steadystate.testkit.scenario.Outcome;
import dev.steadystate.testkit.scenario.ScenarioRun;
import dev.steadystate.testkit.scenario.Series;
import java.io.IOException;
import java.io.Writer;

/** Tells everything in one JSON document, in the shapes of the ECS API where it has one. */
public final class JsonReport implements Report {
  @Override
  public void write(ScenarioRun run, Writer out) throws IOException {
    JsonText json = new JsonText(out);
    long start = run.scenario().start().toEpochMilli();
    json.open('{')
        .member("scenario", run.scenario().name())
        .member("seed", run.scenario().seed())
        .seconds("startedAt", start)
        .seconds("endedAt", run.simulation().now().toEpochMilli())
        .member("steady", run.simulation().isSteady())
        .member("digest", run.simulation().digest())
        .member("parameters", run.scenario().parameterValues());
    expectations(json, run);
    answers(json, run);
    clusters(json, run);
    series(json, run);
    json.close('}').newLine();
  }

  private static void expectations(JsonText json, ScenarioRun run) throws IOException {
    json.member("expectations").open('[');
    for (Finding finding : run.findings()) {
      json.element().open('{').seconds("at", finding.at().toMillis());
      if (finding.always()) {
        json.member("always", true);
      }
      json.member("expected", finding.expected())
          .member("found", finding.found())
          .member("met", finding.met())
          .close('}');
    }
    json.close(']');
  }

  /** Faults are no calls; but one that could not happen must not go unheard. */
  private static void answers(JsonText json, ScenarioRun run) throws IOException {
    json.member("answers").open('[');
    for (Outcome outcome : run.outcomes()) {
      if (outcome.isFault() && outcome.error().isEmpty()) {
        continue;
      }
      json.element()
          .open('{')
          .seconds("at", outcome.at().toMillis())
          .member("action", outcome.action());
      if (outcome.error().isPresent()) {
        json.member("error")
            .open('{')
            .member("type", outcome.error().get().errorType())
            .member("message", String.valueOf(outcome.error().get().getMessage()))
            .close('}')
            .member("unexpected", outcome.isUnexpected());
      }
      json.member("failures").open('[');
      for (Document failure : outcome.failures()) {
        json.element().document(failure);
      }
      json.close(']').close('}');
    }
    json.close(']');
  }

  private static void clusters(JsonText json, ScenarioRun run) throws IOException {
    EcsSimulation simulation = run.simulation();
    json.member("clusters").open('[');
    for (String cluster : run.clusterNames()) {
      json.element().open('{').member("clusterName", cluster);
      json.member("containerInstances").open('[');
      for (InstanceSnapshot instance : simulation.instances(cluster)) {
        json.element().document(simulation.describe(instance));
      }
      json.close(']').member("services").open('[');
      for (ServiceSnapshot service : simulation.services(cluster)) {
        json.element()
            .document(
                simulation
                    .describe(service)
                    .with(
                        "serviceDeployments",
                        Lists.transform(
                            simulation.serviceDeployments(service), simulation::describe)));
      }
      json.close(']').member("tasks").open('[');
      for (TaskSnapshot task : (Iterable<TaskSnapshot>) simulation.eachTask(cluster)::iterator) {
        json.element().document(simulation.describe(task));
      }
      json.close(']').close('}');
    }
    json.close(']');
  }

  private static void series(JsonText json, ScenarioRun run) throws IOException {
    json.member("series").open('[');
    for (Series.Row row : run.series().rows()) {
      json.element()
          .open('{')
          .seconds("at", row.at())
          .member("cluster", row.cluster())
          .member("service", row.service())
          .member("desired", row.desired())
          .member("running", row.running())
          .member("pending", row.pending())
          .member("healthy", row.healthy())
          .member("floor", row.floor())
          .member("ceiling", row.ceiling())
          .close('}');
    }
    json.close(']');
  }
}
