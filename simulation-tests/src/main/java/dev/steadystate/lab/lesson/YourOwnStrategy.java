package dev.steadystate.lab.lesson;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.lab.Workbench;
import dev.steadystate.placement.EcsPlacementEngine;
import dev.steadystate.placement.PlacementRegistry;
import dev.steadystate.placement.StrategyType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A strategy is one small function, and the rest of the scheduler stays as it is. */
final class YourOwnStrategy implements Lesson {
  private static final String CLUSTER = "production";
  private static final String PRICE = "price";
  private static final ImmutableList<Integer> PRICES = ImmutableList.of(30, 10, 20, 30, 8, 20);
  private static final int TASKS = 4;
  private static final int A_PLACE = 3000;

  @Override
  public String title() {
    return "write your own strategy";
  }

  @Override
  public String text() {
    return """
        ECS has spread, binpack and random. Here you can have others: a strategy gives
        each instance a score, and a task starts where it is lowest. It is made from
        the field that the service names, and may look at the candidate alone:
          zone()  attribute("…")  registeredAt()  remainingCpu()  remainingMemory()
          tasks() of this service there,  tasksOfAllGroups(),  registeredCpu() …
        The newest instance first, for example, is
          field -> instance -> -instance.registeredAt()

        Before you: six instances that carry their price in cents an hour as the
        attribute price: 30, 10, 20, 30, 8 and 20. Each has room for two tasks.

        Task: write the strategy cheapest for a service of four tasks, so that each
              task starts on the cheapest instance with room for it, whatever the
              attribute is called that the field names:
              answer(field -> instance -> <score>)""";
  }

  @Override
  public void open(Workbench bench) {
    bench.open("lesson 10", EcsSimulation.builder().seed(10), FateSource.allGoesWell());
    bench.cluster(CLUSTER);
    instances().forEach(bench.ecs()::registerContainerInstance);
  }

  @Override
  public String hint() {
    return "instance.attribute(field) is a text, and \"10\" comes before \"8\" as such:"
        + " Long.parseLong(…) makes a number of it.";
  }

  @Override
  public String solution() {
    return "answer(field -> instance -> Long.parseLong(instance.attribute(field)))";
  }

  @Override
  public Verdict judge(Workbench bench, Answer answer) {
    if (answer.strategy().isEmpty()) {
      return Verdict.wrong(
          Told.paragraph(
              "This task wants a strategy, as in"
                  + " answer(field -> instance -> -instance.registeredAt())"));
    }
    Optional<String> cents = trouble(answer.strategy().get(), PRICE);
    Optional<String> otherName = trouble(answer.strategy().get(), "cost");
    if (cents.isPresent()) {
      return Verdict.wrong(ImmutableList.copyOf(cents.get().split("\n")));
    }
    if (otherName.isPresent()) {
      List<String> lines =
          new ArrayList<>(
              Told.paragraph(
                  "Right for the attribute price, but the field named cost, and the strategy did"
                      + " not look there:"));
      lines.addAll(ImmutableList.copyOf(otherName.get().split("\n")));
      return Verdict.wrong(lines);
    }
    List<String> lines = new ArrayList<>();
    lines.add("Right: two tasks on the instance for 8 cents, and two on that for 10.");
    lines.addAll(
        Told.paragraph(
            """
            Register it by its name and it is used like those of ECS, from JSON too, before or
            behind others in the chain: EcsSimulation.builder().placement(EcsPlacementEngine.with(
            PlacementRegistry.standard().withStrategy("cheapest", …))). A strategy keeps no state
            and asks neither clock nor chance, so that a run can be repeated. For scale-in the score
            is read the other way round: the task on the dearest instance goes first."""));
    return Verdict.right(lines);
  }

  /** Returns what happens otherwise than it should, if the attribute has this name. */
  private static Optional<String> trouble(StrategyType strategy, String attribute) {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .seed(10)
            .placement(
                EcsPlacementEngine.with(
                    PlacementRegistry.standard().withStrategy("cheapest", strategy)))
            .build();
    ecs.createCluster(CLUSTER);
    List<ContainerInstance> instances = instances();
    for (int i = 0; i < instances.size(); i++) {
      ecs.registerContainerInstance(
          ContainerInstance.of(
                  instances.get(i).ec2InstanceId(), instances.get(i).availabilityZone())
              .withCluster(CLUSTER)
              .withMemory(2 * A_PLACE)
              .withAttribute(attribute, PRICES.get(i).toString()));
    }
    ecs.registerTaskDefinition(
        TaskDefinition.of("web", ContainerDefinition.of("web", "web").withMemory(A_PLACE)));
    ecs.createService(
        Service.of("web", "web:1", TASKS)
            .withCluster(CLUSTER)
            .withPlacementStrategy(new PlacementStrategy("cheapest", attribute)));
    boolean steady;
    try {
      steady = ecs.runUntilSteady(Duration.ofMinutes(10));
    } catch (RuntimeException e) {
      return Optional.of("The strategy itself fails: " + e);
    }
    List<TaskSnapshot> running = Told.running(ecs, CLUSTER, "web");
    List<Integer> paid = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (TaskSnapshot task : running) {
      int price = price(ecs, task, attribute);
      paid.add(price);
      lines.add("  " + task.name() + " started on " + task.ec2InstanceId() + " for " + price);
    }
    if (steady && paid.equals(ImmutableList.of(8, 8, 10, 10))) {
      return Optional.empty();
    }
    lines.add(0, "Not yet: the cheapest instances cost 8, 10, 20, 20, 30 and 30, and");
    if (running.size() < TASKS) {
      lines.add("  and only " + running.size() + " of four run");
    }
    return Optional.of(String.join("\n", lines));
  }

  private static int price(EcsSimulation ecs, TaskSnapshot task, String attribute) {
    InstanceSnapshot host =
        ecs.instances(CLUSTER).stream()
            .filter(instance -> instance.ec2InstanceId().equals(task.ec2InstanceId()))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(String.valueOf(host.attributes().get(attribute)));
  }

  private static List<ContainerInstance> instances() {
    List<ContainerInstance> instances = new ArrayList<>();
    for (int i = 0; i < PRICES.size(); i++) {
      char zone = (char) ('a' + i % 3);
      instances.add(
          ContainerInstance.of("i-" + zone + (1 + i / 3), "us-east-1" + zone)
              .withCluster(CLUSTER)
              .withMemory(2 * A_PLACE)
              .withAttribute(PRICE, PRICES.get(i).toString()));
    }
    return instances;
  }
}
