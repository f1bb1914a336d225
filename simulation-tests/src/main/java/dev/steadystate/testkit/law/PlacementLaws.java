package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.placement.query.ClusterQuery;
import dev.steadystate.placement.query.QueryTarget;
import dev.steadystate.placement.query.RegexScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where tasks may be. */
final class PlacementLaws {
  static final Law ROOM =
      Law.watching(
          "no instance gives more than it has, nor one port twice (PL-10, PL-14)",
          facts -> new RoomCheck(facts));

  static final Law HOST =
      Law.watching("no host runs more than fits on it (PL-19)", facts -> new HostCheck(facts));

  static final Law OPEN =
      Law.watching(
          "tasks start only on ACTIVE instances whose agent is connected (SS-101)",
          facts -> new OpenCheck(facts));

  static final Law CONSTRAINTS =
      Law.watching(
          "a task starts only where its constraints hold",
          facts -> new ConstraintCheck(facts, new HashMap<>()));

  static final Law BINDINGS =
      Law.watching("no two tasks of a host listen on one port", facts -> new BindingCheck(facts));

  private PlacementLaws() {}

  private record RoomCheck(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (entry.kind() != EntryKind.TASK_STARTED || task == null || task.instance == null) {
        return "";
      }
      KnownInstance.Load load =
          facts.simulation().parameters().optimisticRelease()
              ? task.instance.given
              : unstopped(task.instance);
      String excess = load.excess(task.instance.snapshot);
      return excess.isEmpty() ? "" : task.instance + " gave " + excess + " with " + task;
    }

    private static KnownInstance.Load unstopped(KnownInstance instance) {
      KnownInstance.Load load = new KnownInstance.Load();
      instance.tasks.values().forEach(task -> load.add(task, 1));
      return load;
    }
  }

  private record HostCheck(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (entry.kind() != EntryKind.TASK_STATUS
          || task == null
          || task.instance == null
          || task.status != LastStatus.ACTIVATING) {
        return "";
      }
      String excess = task.instance.used.excess(task.instance.snapshot);
      return excess.isEmpty() ? "" : task.instance + " runs " + excess + " with " + task;
    }
  }

  private record OpenCheck(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (entry.kind() != EntryKind.TASK_STARTED || task == null || task.instance == null) {
        return "";
      }
      InstanceSnapshot instance = task.instance.snapshot;
      return instance.status() == InstanceStatus.ACTIVE && instance.agentConnected()
          ? ""
          : task + " started on " + instance;
    }
  }

  private record ConstraintCheck(Facts facts, Map<String, ClusterQuery> queries) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (entry.kind() != EntryKind.TASK_STARTED || task == null || task.instance == null) {
        return "";
      }
      List<String> expressions = new ArrayList<>(task.shape.constraints());
      boolean distinct = task.shape.distinct();
      if (task.service != null) {
        ServiceSnapshot service = facts.wanted(task.service);
        for (PlacementConstraint constraint : service.definition().placementConstraints()) {
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
      for (KnownTask task : instance.tasks.values()) {
        count += task != without && !task.told ? 1 : 0;
      }
      return count;
    }

    @Override
    public boolean anyTaskGroup(Predicate<String> test) {
      for (KnownTask task : instance.tasks.values()) {
        if (task != without && !task.told && test.test(task.group)) {
          return true;
        }
      }
      return false;
    }
  }

  private record BindingCheck(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      return "";
    }

    @Override
    public String instant(long at) {
      List<String> seen = new ArrayList<>();
      for (KnownTask task : facts.startedNow()) {
        if (task.instance == null || task.shape.hasOwnInterface() || !task.shape.mapsPorts()) {
          continue;
        }
        seen.clear();
        for (KnownTask other : task.instance.tasks.values()) {
          if (other.status == LastStatus.RUNNING && other.shape.mapsPorts()) {
            seen.addAll(bindings(facts.simulation().task(other.cluster, other.id)));
          }
        }
        if (seen.size() != ImmutableList.copyOf(new java.util.LinkedHashSet<>(seen)).size()) {
          return task.instance + " listens twice on one port: " + seen;
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
