package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabByPipeTest {
  @Test
  void answersEachLineAndEndsWell() throws Exception {
    LabProgram.Session session =
        LabProgram.session(
            List.of(
                "1 + 1",
                "cluster(\"staging\", 2)",
                "service(\"api\", 2).minimumHealthyPercent(50)",
                "steady()",
                "var before = fork()",
                "before",
                "for (int i = 0; i < 2; i++) kill(\"api\");",
                "tasks()"));

    assertThat(session.exitCode()).isZero();
    assertThat(session.errorOutput()).isEmpty();
    assertThat(session.greeting()).contains("kill(\"web\")").contains("floor, desired    2 │");
    assertThat(session.answers().get(0)).isEqualTo("2\n");
    assertThat(session.answers().get(1))
        .isEqualTo(
            "staging ACTIVE, 2 container instances, 0 services, 0 tasks running, 0 pending\n");
    assertThat(session.answers().get(2))
        .isEqualTo("api ACTIVE, api:1, desired 2, running 0, pending 0\n");
    assertThat(session.answers().get(3))
        .contains("5m        (service api) has reached a steady state.\n")
        .endsWith("5m        api ACTIVE, api:1, desired 2, running 2, pending 0, steady\n");
    assertThat(session.answers().get(5)).isEqualTo("fork 1, at 5m\n");
    assertThat(session.answers().get(7)).isEqualTo("no tasks in staging\n");
  }

  @Test
  void saysOneSentenceForAMistakeAndLeavesAllAsItWas() throws Exception {
    ImmutableList<String> mistakes =
        ImmutableList.of(
            "show(\"wbe\")",
            "run(\"five minutes\")",
            "update(\"web\", -1)",
            "update(\"web\").image(\"\")",
            "service(\"web\", 3)",
            "service(\"api\", 3).maximumPercent(-1)",
            "ecs().createService(Service.of(\"api\", \"nothing:1\", 3))",
            "ecs().service(\"nothing\")",
            "for (int i = 0; i < 2; i++) kill(\"wbe\");",
            "List.of(1).get(7)",
            "throw new Exception(\"mine\");",
            "back(\"nowhere\")",
            "lose(\"us-west-2a\")",
            "load(\"no such file\")",
            "help(\"updat\")",
            "update(\"web\", null)",
            "Integer.parseInt(\"five\")",
            "load(\"\")",
            "html(\"\")");
    List<String> lines = new ArrayList<>();
    for (String mistake : mistakes) {
      lines.add(mistake);
      lines.add("ecs().digest()");
    }

    LabProgram.Session session = LabProgram.session(lines);

    assertThat(session.exitCode()).isZero();
    assertThat(session.errorOutput()).isEmpty();
    for (int i = 0; i < mistakes.size(); i++) {
      assertThat(session.answers().get(2 * i))
          .as(mistakes.get(i))
          .isNotBlank()
          .satisfies(answer -> assertThat(answer.lines()).hasSizeBetween(1, 2))
          .doesNotContain("\tat ", "|  ", "$");
      assertThat(session.answers().get(2 * i + 1))
          .as("the simulation after " + mistakes.get(i))
          .isEqualTo(session.answers().get(1));
    }
    assertThat(session.answers().get(0))
        .isEqualTo("there is no service 'wbe' in cluster production, did you mean web?\n");
    assertThat(session.answers().get(4))
        .isEqualTo("InvalidParameterException: desiredCount cannot be a negative number.\n");
  }

  @Test
  void tellsSomebodyWhoKnowsNoJavaWhatIsWrongWithALine() throws Exception {
    Map<String, String> mistakes = new LinkedHashMap<>();
    mistakes.put(
        "show", "a verb has its words in parentheses, and a text in double quotes: show()");
    mistakes.put(
        "run 5m", "a verb has its words in parentheses, and a text in double quotes: run(\"5m\")");
    mistakes.put(
        "  steady ();show(web)", "web is no name in Java: a text stands in double quotes, \"web\"");
    mistakes.put("show('web')", "a text stands in double quotes, as in show(\"web\")");
    mistakes.put("show(\"web)", "the text lacks the double quote at its end");
    mistakes.put("shw()", "there is no verb 'shw', did you mean show? help(\"show\") shows how");
    mistakes.put("xyzzy()", "there is no verb 'xyzzy': help() lists the verbs");
    mistakes.put(
        "update(\"web\", 2.5)", "update takes other words than these: help(\"update\") shows how");
    mistakes.put("run(5)", "a text in double quotes is wanted, but found 5");
    mistakes.put("lesson(\"1\")", "a whole number is wanted, but found \"1\"");
    mistakes.put("lesson(1.5)", "a whole number is wanted, but found 1.5");
    mistakes.put(
        "update(\"web\", 99999999999)", "this number is too large: the largest is 2147483647");
    mistakes.put(
        "update(\"web\").maximumPercent(1, 2)",
        "maximumPercent takes other words than these: TAB after its ( shows which");
    mistakes.put(
        "update(\"web\").foo(3)",
        "there is no 'foo' after this dot: TAB there shows what there is");
    mistakes.put(
        "update(\"web\").desiredCount = 5",
        "there is no 'desiredCount' after this dot: TAB there shows what there is");
    mistakes.put(
        "lesson 1", "a verb has its words in parentheses, and a text in double quotes: lesson(1)");
    mistakes.put("show(“web”)", "a text stands in straight double quotes, as in show(\"web\")");
    mistakes.put(
        "aws(\"ecs list-services --query \"serviceArns[0]\"\")",
        "between words in parentheses stands a comma, and each text has its own pair of\n"
            + "double quotes: within one, write single quotes");
    mistakes.put("exit", "/exit leaves the lab");
    mistakes.put("int i = 1 2;", "';' expected\nint i = 1 2;\n         ^");
    mistakes.put("new Nope()", "cannot find symbol\n  symbol:   class Nope\nnew Nope()\n    ^");

    LabProgram.Session session = LabProgram.session(ImmutableList.copyOf(mistakes.keySet()));

    // Each once, though the compiler has several things to say of some.
    assertThat(session.errorOutput()).isEqualTo(String.join("\n", mistakes.values()) + "\n");
  }

  @Test
  void saysTheSameOfAMistakeThatIsMadeAgain() throws Exception {
    LabProgram.Session session = LabProgram.session(List.of("run 5m", "run 5m", "foo()", "run 5m"));

    assertThat(session.errorOutput().lines()).hasSize(4);
  }

  @Test
  void runsTheExamplesOfItsHelp() throws Exception {
    Help help = Help.read();
    List<String> lines = new ArrayList<>();
    List<String> again =
        List.of("reset()", "cluster(\"production\", 3)", "service(\"web\", 2)", "run(\"2m\")");
    for (Help.Entry entry : help.entries()) {
      lines.addAll(again);
      lines.addAll(entry.example());
    }
    lines.replaceAll(line -> line.replace("\"lab.html\"", "\"target/lab.html\""));

    LabProgram.Session session = LabProgram.session(lines);

    assertThat(session.exitCode()).isZero();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(session.answers().get(i))
          .as(lines.get(i))
          .isNotBlank()
          .doesNotContain("Exception", "there is no", "cannot find symbol", "Error:", "expected");
    }
    assertThat(Files.readString(Path.of("target/lab.html"))).startsWith("<!DOCTYPE html>");
  }

  @Test
  void fitsEightyColumns() throws IOException, InterruptedException {
    LabProgram.Session session =
        LabProgram.session(
            List.of(
                "help()",
                "help(\"service\")",
                "cluster(\"wide\", 12)",
                "service(\"a-service-with-a-long-name\", 40)",
                "run(\"5m\")",
                "show()",
                "show(\"a-service-with-a-long-name\")",
                "why(\"a-service-with-a-long-name\")",
                "events()",
                "journal()"));

    assertThat(Splitter.on('\n').split(session.greeting()))
        .as("the greeting leaves a line of 24 for the prompt")
        .hasSizeLessThanOrEqualTo(24)
        .allMatch(line -> line.length() <= 80);
    for (String answer : session.answers()) {
      assertThat(Splitter.on('\n').split(answer)).allMatch(line -> line.length() <= 80);
    }
  }
}
