package dev.steadystate.lab.picture;

import dev.steadystate.testkit.report.Picture;
import dev.steadystate.testkit.scenario.ScenarioRun;
import java.io.IOException;
import java.io.Writer;

/** Shows a run of a scenario on one page that needs nothing else. */
public final class HtmlPicture implements Picture {
  @Override
  public void write(ScenarioRun run, Writer out) throws IOException {
    HtmlPage.write(Recording.of(run), out);
  }
}
