package dev.steadystate.lab;

import dev.steadystate.core.model.Durations;
import java.util.ArrayList;
import java.util.List;

/** What somebody sees first: a simulation that has run for some minutes, and how to go on. */
final class Greeting {
  private Greeting() {}

  /** Makes the first simulation and tells of it. */
  static Text on(Workbench bench) {
    bench.cluster("production", 3);
    bench.service("web", 2);
    bench.run("2m");
    bench.kill("web");
    bench.run("2m");
    List<String> lines = new ArrayList<>();
    lines.add("Steadystate: the service scheduler of Amazon ECS, in virtual time. These lines");
    lines.add("have been typed for you, and this is what came of them:");
    lines.add("");
    lines.add(
        "  cluster(\"production\", 3)  service(\"web\", 2)  run(\"2m\")  kill(\"web\") "
            + " run(\"2m\")");
    lines.add("");
    lines.addAll(new Look(bench.world()).timeline("web", Durations.LONGEST));
    lines.add("");
    lines.add("web/1 was killed at 2m, and web/3 took its place. Go on from here, line by line:");
    lines.add("  lose(\"us-east-1a\")        a zone is lost: steady() lets web recover");
    lines.add("  update(\"web\", \"nginx:2\")  a deployment: steady(), and show(\"web\") draws it");
    lines.add("  why(\"web\")                what is behind it");
    lines.add("  lesson(1)                 the first of ten lessons; lessons() lists them");
    lines.add("  help()                    all verbs; reset() begins anew, /exit leaves");
    return Text.of(lines);
  }
}
