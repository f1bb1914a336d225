package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.placement.query.ClusterQuery;
import dev.steadystate.placement.query.QueryTarget;
import dev.steadystate.placement.query.RegexScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where tasks may be. */
final class PlacementLaws {
  static final Law ROOM =
      EntryCheck.ofTasks(
          "no instance gives more than it has, nor one port twice (PL-10, PL-14)",
          PlacementLaws::excess,
          EntryKind.TASK_STARTED);

  static final Law HOST =
      EntryCheck.ofTasks(
          "no host runs more than fits on it (PL-19)",
          PlacementLaws::excessOfHost,
          EntryKind.TASK_STATUS);

  static final Law OPEN =
      EntryCheck.ofTasks(
          "tasks start only on ACTIVE instances whose agent is connected (SS-101)",
          PlacementLaws::closed,
          EntryKind.TASK_STARTED);

  static final Law CONSTRAINTS =
      Law.watching(
          "a task starts only where its constraints hold",
          facts -> new ConstraintCheck(facts, new HashMap<>()));

  static final Law BINDINGS =
      Law.watching("no two tasks of a host listen on one port", BindingCheck::new);

  private PlacementLaws() {}

  private static String excess(Facts facts, KnownTask task) {
    KnownInstance instance = task.instance;
    if (instance == null) {
      return "";
    }
    KnownInstance.Load load =
        facts.simulation().parameters().optimisticRelease() ? instance.given : unstopped(instance);
    String excess = load.excess(instance.snapshot);
    return excess.isEmpty() ? "" : instance + " gave " + excess + " with " + task;
  }

  private static KnownInstance.Load unstopped(KnownInstance instance) {
    KnownInstance.Load load = new KnownInstance.Load();
    instance.tasks.forEach(task -> load.add(task, 1));
    return load;
  }

  private static String excessOfHost(Facts facts, KnownTask task) {
    KnownInstance instance = task.instance;
    if (instance == null || task.status != LastStatus.ACTIVATING) {
      return "";
    }
    String excess = instance.used.excess(instance.snapshot);
    return excess.isEmpty() ? "" : instance + " runs " + excess + " with " + task;
  }

  private static String closed(Facts facts, KnownTask task) {
    if (task.instance == null) {
      return "";
    }
    InstanceSnapshot instance = task.instance.snapshot;
    return instance.status() == InstanceStatus.ACTIVE && instance.agentConnected()
        ? ""
        : task + " started on " + instance;
  }

  private record ConstraintCheck(Facts facts, Map<String, ClusterQuery> queries) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.TASK_STARTED);
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (task == null || task.instance == null) {
        return "";
      }
      List<String> expressions = new ArrayList<>(task.shape.constraints());
      boolean distinct = task.shape.distinct();
      if (task.service != null) {
        for (PlacementConstraint constraint :
            facts.definition(task.service).placementConstraints()) {
          if (constraint.type().equals("memberOf")) {
            expressions.add(constraint.expression());
          } else {
            distinct |= constraint.type().equals("distinctInstance");
          }
        }
      }
      for (String expression : expressions) {
        if (!query(expression).matches(new Target(task.instance, task))) {
          return task + " started on " + task.instance + " against memberOf(" + expression + ")";
        }
      }
      return distinct && new Target(task.instance, task).anyTaskGroup(task.group::equals)
          ? task + " started on " + task.instance + " beside another of " + task.group
          : "";
    }

    private ClusterQuery query(String expression) {
      return queries.computeIfAbsent(
          expression,
          text ->
              ClusterQuery.parse(
                  text,
                  facts.simulation().parameters().regexFind()
                      ? RegexScope.ANYWHERE
                      : RegexScope.WHOLE_VALUE));
    }
  }

  private record Target(KnownInstance instance, KnownTask without) implements QueryTarget {
    @Override
    public @Nullable String attribute(String name) {
      return instance.snapshot.attributes().get(name);
    }

    @Override
    public boolean agentConnected() {
      return instance.snapshot.agentConnected();
    }

    @Override
    public String agentVersion() {
      return instance.snapshot.agentVersion();
    }

    @Override
    public String ec2InstanceId() {
      return instance.snapshot.ec2InstanceId();
    }

    @Override
    public Instant registeredAt() {
      return instance.snapshot.registeredAt();
    }

    @Override
    public int runningTasksCount() {
      int count = 0;
      for (KnownTask task : instance.tasks) {
        count += task != without && !task.told ? 1 : 0;
      }
      return count;
    }

    @Override
    public boolean anyTaskGroup(Predicate<String> test) {
      for (KnownTask task : instance.tasks) {
        if (task != without && !task.told && test.test(task.group)) {
          return true;
        }
      }
      return false;
    }
  }

  private record BindingCheck(Facts facts) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      for (KnownTask task : facts.moment().running) {
        if (task.instance == null || task.shape.hasOwnInterface() || !task.shape.mapsPorts()) {
          continue;
        }
        Set<String> seen = new LinkedHashSet<>();
        for (KnownTask other : task.instance.tasks) {
          if (other.status == LastStatus.RUNNING && other.shape.mapsPorts()) {
            for (String port : bindings(facts.simulation().task(other.cluster, other.id))) {
              if (!seen.add(port)) {
                return task.instance + " listens twice on port " + port;
              }
            }
          }
        }
      }
      return "";
    }

    private static List<String> bindings(TaskSnapshot task) {
      List<String> ports = new ArrayList<>();
      task.containers()
          .forEach(
              container ->
                  container
                      .networkBindings()
                      .forEach(
                          binding -> ports.add(binding.hostPort() + "/" + binding.protocol())));
      return ports;
    }
  }
}
