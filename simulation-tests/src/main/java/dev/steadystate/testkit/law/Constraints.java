package dev.steadystate.testkit.law;

import dev.steadystate.core.model.PlacementConstraint;
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

/** What services and task definitions ask of the instances that their tasks are placed on. */
final class Constraints {
  private final Facts facts;
  private final Map<String, ClusterQuery> queries = new HashMap<>();

  Constraints(Facts facts) {
    this.facts = facts;
  }

  /** Returns what keeps a task off an instance, others that it does not count, or nothing. */
  String broken(
      Shape shape,
      @Nullable KnownService service,
      String group,
      KnownInstance instance,
      Predicate<KnownTask> others) {
    if (shape.constraints().isEmpty()
        && !shape.distinct()
        && (service == null || facts.definition(service).placementConstraints().isEmpty())) {
      return "";
    }
    List<String> expressions = new ArrayList<>(shape.constraints());
    boolean distinct = shape.distinct();
    if (service != null) {
      for (PlacementConstraint constraint : facts.definition(service).placementConstraints()) {
        if (constraint.type().equals("memberOf")) {
          expressions.add(constraint.expression());
        } else {
          distinct |= constraint.type().equals("distinctInstance");
        }
      }
    }
    Target target = new Target(instance, others);
    for (String expression : expressions) {
      if (!query(expression).matches(target)) {
        return "memberOf(" + expression + ")";
      }
    }
    return distinct && target.anyTaskGroup(group::equals) ? "distinctInstance" : "";
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

  private record Target(KnownInstance instance, Predicate<KnownTask> counted)
      implements QueryTarget {
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
        count += !task.told && counted.test(task) ? 1 : 0;
      }
      return count;
    }

    @Override
    public boolean anyTaskGroup(Predicate<String> test) {
      for (KnownTask task : instance.tasks) {
        if (!task.told && counted.test(task) && test.test(task.group)) {
          return true;
        }
      }
      return false;
    }
  }
}
