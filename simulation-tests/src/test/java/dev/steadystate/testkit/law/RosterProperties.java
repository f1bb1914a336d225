package dev.steadystate.testkit.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RosterProperties {
  private static final List<KnownTask> TASKS = tasks(60);

  /**
   * A task that is there leaves, another comes: also again, and while it is on the other roster.
   */
  @Property(tries = 300)
  void walksThoseThatAreThereInOrderOfTheirCome(
      @ForAll @Size(max = 300) List<@IntRange(max = 59) Integer> drawn,
      @ForAll @IntRange(min = 1, max = 60) int different) {
    Roster inService = Roster.ofService();
    Roster onInstance = Roster.onInstance();
    Set<KnownTask> expectedInService = new LinkedHashSet<>();
    Set<KnownTask> expectedOnInstance = new LinkedHashSet<>();

    for (int i = 0; i < drawn.size(); i++) {
      KnownTask task = TASKS.get(drawn.get(i) % different);
      toggle(inService, expectedInService, task);
      if (i % 3 == 0) {
        toggle(onInstance, expectedOnInstance, task);
      }

      assertThat(inService).containsExactlyElementsOf(expectedInService);
      assertThat(inService.size()).isEqualTo(expectedInService.size());
      assertThat(onInstance).containsExactlyElementsOf(expectedOnInstance);
    }
  }

  @Property(tries = 1)
  void refusesToLetGoWhoIsNotThere() {
    Roster roster = Roster.ofService();
    roster.add(TASKS.get(0));
    roster.add(TASKS.get(1));
    roster.remove(TASKS.get(0));
    Iterator<KnownTask> walk = roster.iterator();
    walk.next();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> roster.remove(TASKS.get(0)))
        .withMessage("web-0 is not there");
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(walk::next);
  }

  private static void toggle(Roster roster, Set<KnownTask> expected, KnownTask task) {
    if (expected.remove(task)) {
      roster.remove(task);
    } else {
      expected.add(task);
      roster.add(task);
    }
  }

  private static List<KnownTask> tasks(int count) {
    EcsSimulation ecs = EcsSimulation.create();
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 1));
    ecs.runUntilSteady();
    Shape shape = Shape.of(ecs, "web:1");
    List<KnownTask> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = ecs.tasks("default").get(0).id();
      tasks.add(
          new KnownTask(
              "web-" + i,
              "default",
              ecs.taskView("default", id),
              null,
              null,
              "service:web",
              shape));
    }
    return tasks;
  }
}
