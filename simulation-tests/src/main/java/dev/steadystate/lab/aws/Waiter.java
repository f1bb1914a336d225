package dev.steadystate.lab.aws;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.lab.aws.query.Query;
import dev.steadystate.lab.aws.query.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks again and again until an answer shows what is waited for. What passes meanwhile is virtual
 * time.
 */
record Waiter(
    String name, String action, Duration delay, int attempts, ImmutableList<Condition> conditions) {
  private static final int POLLS_OF_SERVICES = 40;
  private static final int POLLS_OF_TASKS = 100;

  /** The waiters of ECS, by their commands. */
  static final ImmutableMap<String, Waiter> BY_COMMAND =
      ImmutableMap.of(
          "services-inactive",
              ofServices(
                  "ServicesInactive",
                  Condition.any("failures[].reason", "MISSING", false),
                  Condition.any("services[].status", "INACTIVE", true)),
          "services-stable",
              ofServices(
                  "ServicesStable",
                  Condition.any("failures[].reason", "MISSING", false),
                  Condition.any("services[].status", "DRAINING", false),
                  Condition.any("services[].status", "INACTIVE", false),
                  Condition.is(
                      "length(services[?!(length(deployments) == `1` && runningCount =="
                          + " desiredCount)]) == `0`",
                      true)),
          "tasks-running",
              ofTasks(
                  "TasksRunning",
                  Condition.any("tasks[].lastStatus", "STOPPED", false),
                  Condition.any("failures[].reason", "MISSING", false),
                  Condition.all("tasks[].lastStatus", "RUNNING")),
          "tasks-stopped", ofTasks("TasksStopped", Condition.all("tasks[].lastStatus", "STOPPED")));

  private static Waiter ofServices(String name, Condition... conditions) {
    return new Waiter(
        name,
        "DescribeServices",
        Duration.ofSeconds(15),
        POLLS_OF_SERVICES,
        ImmutableList.copyOf(conditions));
  }

  private static Waiter ofTasks(String name, Condition... conditions) {
    return new Waiter(
        name,
        "DescribeTasks",
        Duration.ofSeconds(6),
        POLLS_OF_TASKS,
        ImmutableList.copyOf(conditions));
  }

  /** What an answer may show. */
  private enum Match {
    ANY("at least once"),
    ALL("for all elements"),
    IS("");

    private final String words;

    Match(String words) {
      this.words = words;
    }

    boolean holds(Object found, Object expected) {
      return switch (this) {
        case ANY -> found instanceof List<?> list && list.contains(expected);
        case ALL ->
            found instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(expected::equals);
        case IS -> found.equals(expected);
      };
    }
  }

  /**
   * What ends the waiting.
   *
   * @param isSuccess whether it is what was waited for, or can come no more
   */
  record Condition(Match match, String query, Object expected, boolean isSuccess) {
    static Condition any(String query, String expected, boolean isSuccess) {
      return new Condition(Match.ANY, query, expected, isSuccess);
    }

    static Condition all(String query, String expected) {
      return new Condition(Match.ALL, query, expected, true);
    }

    static Condition is(String query, boolean expected) {
      return new Condition(Match.IS, query, expected, true);
    }

    boolean holds(Document answer) {
      return match.holds(Query.of(query).in(answer), expected);
    }

    @Override
    public String toString() {
      return "For expression \""
          + query
          + "\" we matched expected path: "
          + Text.of(expected)
          + " "
          + match.words;
    }
  }

  /** Waits, and says how long it took or why it was in vain. */
  Reply wait(EcsSimulation ecs, Document input) {
    Duration waited = Duration.ZERO;
    for (int attempt = 1; ; attempt++) {
      Document answer;
      try {
        answer = ecs.call(action, input);
      } catch (EcsException e) {
        return failed("An error occurred (" + e.errorType() + "): " + e.getMessage());
      }
      Optional<Condition> end = conditions.stream().filter(c -> c.holds(answer)).findFirst();
      if (end.isPresent()) {
        return end.get().isSuccess()
            ? Reply.output("").withNote(waited(ecs, waited))
            : failed("Waiter encountered a terminal failure state: " + end.get());
      }
      if (attempt == attempts) {
        return failed("Max attempts exceeded").withNote(waited(ecs, waited));
      }
      ecs.runFor(delay);
      waited = waited.plus(delay);
    }
  }

  private static String waited(EcsSimulation ecs, Duration waited) {
    return "(" + waited.toSeconds() + " s of virtual time went by: it is " + ecs.now() + ")";
  }

  private Reply failed(String reason) {
    return Reply.error(Reply.FAILED, "Waiter " + name + " failed: " + reason);
  }
}
