package dev.steadystate.testkit.report;

import com.google.common.html.HtmlEscapers;
import dev.steadystate.testkit.scenario.ScenarioRun;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;

/** Shows a run on one page that needs nothing else. */
public final class HtmlPicture implements Picture {
  @Override
  public void write(ScenarioRun run, Writer out) throws IOException {
    StringWriter text = new StringWriter();
    TextReport.plain().write(run, text);
    out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    out.write(HtmlEscapers.htmlEscaper().escape(run.scenario().name()));
    out.write("</title>\n</head>\n<body>\n<pre>\n");
    out.write(HtmlEscapers.htmlEscaper().escape(text.toString()));
    out.write("</pre>\n</body>\n</html>\n");
  }
}
