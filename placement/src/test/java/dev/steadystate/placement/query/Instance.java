package dev.steadystate.placement.query;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A container instance that says what it is told to say. */
record Instance(
    String name,
    ImmutableSortedMap<String, String> attributes,
    boolean agentConnected,
    String agentVersion,
    Instant registeredAt,
    ImmutableList<String> taskGroups)
    implements QueryTarget {

  /** The three instances of the worked example PX-13. */
  static final Instance Q1 =
      new Instance("q1", true, "1.9.0", "2018-02-12T23:59:59Z")
          .with("ecs.availability-zone", "us-east-1a")
          .with("ecs.instance-type", "t2.small")
          .with("stack", "prod");

  static final Instance Q2 =
      new Instance("q2", true, "1.14.5", "2018-02-13T00:00:00Z", "service:production")
          .with("ecs.availability-zone", "us-east-1b")
          .with("ecs.instance-type", "t2.medium")
          .with("stack", "dev");

  static final Instance Q3 =
      new Instance("q3", false, "1.50.0", "2020-01-01T00:00:00Z", "database", "family:batch")
          .with("ecs.availability-zone", "us-east-1d")
          .with("ecs.instance-type", "g2.2xlarge");

  static final ImmutableList<Instance> FLEET = ImmutableList.of(Q1, Q2, Q3);

  Instance(String name, boolean connected, String agent, String registeredAt, String... groups) {
    this(
        name,
        ImmutableSortedMap.of(),
        connected,
        agent,
        Instant.parse(registeredAt),
        ImmutableList.copyOf(groups));
  }

  /** Returns an instance with one attribute and nothing else to speak of. */
  static Instance having(String attribute, String value) {
    return Q1.with(attribute, value);
  }

  Instance with(String attribute, String value) {
    ImmutableSortedMap<String, String> more =
        ImmutableSortedMap.<String, String>naturalOrder()
            .putAll(attributes)
            .put(attribute, value)
            .buildOrThrow();
    return new Instance(name, more, agentConnected, agentVersion, registeredAt, taskGroups);
  }

  /** Returns the names of the instances for which the expression holds, with spaces between. */
  static String thatMatch(String expression) {
    ClusterQuery query = ClusterQuery.parse(expression);
    String names =
        String.join(" ", FLEET.stream().filter(query::matches).map(Instance::name).toList());
    return names.isEmpty() ? "none" : names;
  }

  @Override
  public @Nullable String attribute(String attribute) {
    return attributes.get(attribute);
  }

  @Override
  public String ec2InstanceId() {
    return "i-" + name;
  }

  @Override
  public int runningTasksCount() {
    return taskGroups.size();
  }

  @Override
  public boolean anyTaskGroup(Predicate<String> test) {
    return taskGroups.stream().anyMatch(test);
  }
}
