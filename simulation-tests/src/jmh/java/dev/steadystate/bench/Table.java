package dev.steadystate.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures what the README tells of speed, and prints it as the README's table. */
public final class Table {
  private static final ImmutableList<String> STRATEGIES =
      ImmutableList.of("default", "zone+memory", "instanceId", "cpu", "random");

  private final List<String> rows = new ArrayList<>();

  private Table() {}

  public static void main(String[] args) throws RunnerException, IOException {
    Table table = new Table();
    table.scheduler();
    table.deployments();
    table.placement();
    System.out.println("| what | measured | wanted |");
    System.out.println("|---|---|---|");
    table.rows.forEach(System.out::println);
  }

  private void scheduler() throws RunnerException, IOException {
    row(
        "1,000,000 tasks of 50 services on 5,000 instances, empty to steady, 1 GiB heap",
        seconds(run("SchedulerBenchmark.millionTasks")),
        "8 s");
    row(
        "a day of 500,000 tasks on 5,000 instances, 1 % lost each hour",
        seconds(run("SchedulerBenchmark.simulatedDay")), "5 s");
    row(
        "a quiet year of 1,000 services of 10 tasks",
        seconds(run("SchedulerBenchmark.quietYear")),
        "1 s");
    row(
        "small simulations a second: 3 services of 3 tasks, one rolled out",
        count(run("SchedulerBenchmark.smallSimulations")),
        "20,000");
    double plain = run("LawsBenchmark", "laws", "off");
    row(
        "a day of 100 tasks, " + milliseconds(plain) + ": with all laws at every tick",
        ratio(run("LawsBenchmark", "laws", "on"), plain) + " times as much",
        "2 times");
    for (String instances : ImmutableList.of("100", "1000", "10000")) {
      RunResult churn = result("SchedulerBenchmark.churn", "instances", instances);
      // The counter sums up what the iterations did, and the score is the time of one.
      double changes =
          Iterables.getOnlyElement(churn.getSecondaryResults().values()).getScore()
              / churn.getPrimaryResult().getSampleCount();
      row(
          "task state changes a second, 100,000 tasks rolled out on " + instances + " instances",
          count(changes * 1000 / churn.getPrimaryResult().getScore()),
          "2,000,000");
    }
    row(
        "fork of 10,000 tasks",
        milliseconds(run("SchedulerBenchmark.fork", "tasks", "10000") / 1000),
        "1 ms");
    row(
        "fork of 500,000 tasks",
        milliseconds(run("SchedulerBenchmark.fork", "tasks", "500000") / 1000),
        "50 ms");
    for (String line : output("-XX:+UseSerialGC", Memory.class.getName())) {
      int colon = line.indexOf(':');
      row("retained heap, " + line.substring(0, colon), line.substring(colon + 2), "400");
    }
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      starts.add(Integer.parseInt(output(FirstSimulation.class.getName()).get(0)));
    }
    Collections.sort(starts);
    row(
        "first simulation of a fresh JVM, main to steady, median of 11",
        starts.get(5) + " ms",
        "300 ms");
  }

  private void deployments() throws RunnerException {
    row(
        "rolling update of 5,000 tasks on 500 instances, 100/200",
        milliseconds(run("RolloutBenchmark", "percents", "100/200")),
        "100 ms");
    row(
        "rolling update of 5,000 tasks on 500 instances, 90/110",
        milliseconds(run("RolloutBenchmark", "percents", "90/110")),
        "300 ms");
    for (String tasks : ImmutableList.of("100", "10000", "100000")) {
      row(
          "one task less and one more, in a service of " + tasks,
          microseconds(run("ScaleInBenchmark", "tasks", tasks)),
          "the same for all");
    }
    row("forecast by sums", microseconds(run("ForecastBenchmark.finishesBySums")), "10 us");
    row(
        "forecast by a run of 1,000 tasks",
        milliseconds(run("ForecastBenchmark.byARun") / 1000),
        "20 ms");
  }

  private void placement() throws RunnerException {
    for (String strategy : STRATEGIES) {
      String wanted = strategy.equals("default") ? "2,000,000" : "1,000,000";
      double few = placements(strategy, "100", "");
      double some = placements(strategy, "5000", "");
      double many = placements(strategy, "50000", "");
      double tenth = placements(strategy, "5000", "attribute:tenth == yes");
      double full = run("FullClusterBenchmark", "strategy", strategy, "instances", "5000");
      row("placements a second, " + strategy + ", 5,000 instances", count(some), wanted);
      row("… 50,000 instances against 100", ratio(many, few), "0.50");
      row("… memberOf that a tenth meets against none", ratio(tenth, some), "0.50");
      row("… refusals of a full cluster against placements", ratio(full, some), "1.00");
    }
    for (String strategy : STRATEGIES) {
      row(
          "victims a second, " + strategy + ", 250,000 of 500,000 tasks on 5,000 instances",
          count(run("bench.VictimsBenchmark", "strategy", strategy)),
          "500,000");
    }
    for (String strategy : STRATEGIES.subList(0, 4)) {
      row(
          "victims a second, " + strategy + ", one by one of 500,000 tasks",
          count(run("OneVictimBenchmark", "strategy", strategy)),
          "500,000");
    }
  }

  private double placements(String strategy, String instances, String memberOf)
      throws RunnerException {
    return run(
        "PlacementBenchmark", "strategy", strategy, "instances", instances, "memberOf", memberOf);
  }

  private double run(String benchmark, String... parameters) throws RunnerException {
    return result(benchmark, parameters).getPrimaryResult().getScore();
  }

  private RunResult result(String benchmark, String... parameters) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder().include(benchmark).verbosity(VerboseMode.SILENT);
    for (int i = 0; i < parameters.length; i += 2) {
      options.param(parameters[i], parameters[i + 1]);
    }
    RunResult result = Iterables.getOnlyElement(new Runner(options.build()).run());
    System.err.println(
        benchmark + " " + Arrays.toString(parameters) + " " + result.getPrimaryResult());
    return result;
  }

  /** Returns what a fresh JVM prints. */
  private static List<String> output(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return ImmutableList.copyOf(reader.lines().iterator());
    }
  }

  private void row(String what, String found, String wanted) {
    rows.add("| " + what + " | " + found + " | " + wanted + " |");
  }

  private static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String seconds(double milliseconds) {
    return String.format(Locale.ROOT, "%.2f s", milliseconds / 1000);
  }

  private static String milliseconds(double number) {
    return String.format(Locale.ROOT, "%.2f ms", number);
  }

  private static String microseconds(double number) {
    return String.format(Locale.ROOT, "%.2f us", number);
  }

  private static String ratio(double one, double other) {
    return String.format(Locale.ROOT, "%.2f", one / other);
  }
}
