package dev.steadystate.lab;

import com.google.common.base.Strings;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.testkit.compare.Measures;
import dev.steadystate.testkit.compare.Runs;
import dev.steadystate.testkit.report.Lines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How two forks stand at one instant, beside each other. */
final class Contrast {
  private static final int LABEL = 28;
  private static final int CELL = 24;

  private final World one;
  private final World other;
  private final List<String> lines = new ArrayList<>();

  private Contrast(World one, World other) {
    this.one = one;
    this.other = other;
  }

  static Text of(Fork one, Fork other) {
    Instant later = max(one.world().ecs().now(), other.world().ecs().now());
    Contrast contrast = new Contrast(until(later, one), until(later, other));
    contrast.write(one.name(), other.name());
    return Text.of(contrast.lines);
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static World until(Instant instant, Fork fork) {
    World copy = fork.world().fork().enter();
    copy.ecs().runUntil(instant);
    return copy;
  }

  /** Tells what two changes came to, each tried on a copy. */
  static Text of(World one, Measures first, World other, Measures second) {
    Contrast contrast = new Contrast(one, other);
    contrast.row("", "first", "second");
    contrast.row(
        "seconds to steady",
        number(first.secondsToSteady(), "never"),
        number(second.secondsToSteady(), "never"));
    contrast.row(
        "lowest healthy, percent",
        100 * first.lowestHealthyShare(),
        100 * second.lowestHealthyShare());
    contrast.row("tasks started", (double) first.tasksStarted(), (double) second.tasksStarted());
    contrast.row(
        "task seconds beyond desired", first.taskSecondsWasted(), second.taskSecondsWasted());
    contrast.row("instances used", first.instancesUsed(), second.instancesUsed());
    contrast.row("imbalance of zones", first.imbalance(), second.imbalance());
    contrast.parting("first", "second");
    return Text.of(contrast.lines);
  }

  private void write(String nameOfOne, String nameOfOther) {
    row("at " + Durations.text(one.age().toSeconds() * 1000), nameOfOne, nameOfOther);
    Stream.of(one, other)
        .flatMap(world -> world.ecs().services(world.cluster()).stream())
        .map(ServiceSnapshot::name)
        .distinct()
        .forEach(this::service);
    parting(nameOfOne, nameOfOther);
  }

  private void parting(String nameOfOne, String nameOfOther) {
    Optional<Runs.Difference> difference = Runs.firstDifference(one.ecs(), other.ecs());
    if (difference.isEmpty()) {
      lines.add("the two are the same");
      return;
    }
    lines.add("They part at entry " + difference.get().n() + " of the journal:");
    part(nameOfOne, one, difference.get().here());
    part(nameOfOther, other, difference.get().there());
  }

  private void part(String name, World world, Optional<JournalEntry> entry) {
    lines.add(name + ":");
    entry.ifPresentOrElse(
        it -> lines.addAll(new Chronicle(world).line(it)), () -> lines.add("nothing more"));
  }

  private void service(String name) {
    row(name, ServiceSnapshot::taskDefinition, name);
    row("  desired", it -> Integer.toString(it.desiredCount()), name);
    row("  running", it -> Integer.toString(it.runningCount()), name);
    row("  pending", it -> Integer.toString(it.pendingCount()), name);
    row("  steady", it -> it.steady() ? "yes" : "no", name);
    row("  tasks launched", launched(one, name), launched(other, name));
  }

  private static String launched(World world, String service) {
    return Long.toString(
        world.ecs().eachTask(world.cluster()).filter(it -> it.service().equals(service)).count());
  }

  private void row(String label, Function<ServiceSnapshot, String> cell, String service) {
    row(label, cell(one, cell, service), cell(other, cell, service));
  }

  private static String cell(World world, Function<ServiceSnapshot, String> cell, String service) {
    EcsSimulation ecs = world.ecs();
    return ecs.services(world.cluster()).stream()
        .filter(it -> it.name().equals(service))
        .reduce((earlier, later) -> later)
        .map(cell)
        .orElse("-");
  }

  private void row(String label, double here, double there) {
    row(label, number(here, "-"), number(there, "-"));
  }

  private static String number(double number, String none) {
    return Double.isNaN(number) ? none : Long.toString(Math.round(number));
  }

  private void row(String label, String here, String there) {
    lines.add(
        Lines.fit(label, LABEL)
            + Strings.padStart(Lines.cut(here, CELL), CELL, ' ')
            + Strings.padStart(Lines.cut(there, CELL), CELL, ' '));
  }
}
