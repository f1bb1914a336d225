package dev.steadystate.testkit.report;

import dev.steadystate.testkit.scenario.ScenarioRun;
import java.io.IOException;
import java.io.Writer;

/** Tells of a run: the same run, the same characters. */
@FunctionalInterface
public interface Report {
  /** Writes the report; the caller closes. */
  void write(ScenarioRun run, Writer out) throws IOException;
}
