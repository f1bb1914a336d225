package dev.steadystate.lab;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.view.ContainerSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceExplanation;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.deployment.Forecast;
import dev.steadystate.testkit.report.Lines;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Says why a service, a task or an instance is as it is, from the journal. */
final class Reasons {
  /** As far back as anybody asks why. */
  private static final long LOOK_BACK = 20_000;

  private static final int LONGEST_CHAIN = 8;
  private static final String UNBORN = "\\btask [0-9a-f]{32}\\b";
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");

  private final World world;
  private final EcsSimulation ecs;
  private final List<String> lines = new ArrayList<>();

  Reasons(World world) {
    this.world = world;
    this.ecs = world.ecs();
  }

  Text of(String subject) {
    Optional<TaskSnapshot> task = task(ecs, world.cluster(), subject);
    if (task.isPresent()) {
      return ofTask(task.get());
    }
    Optional<ServiceSnapshot> service =
        latest(ecs.services(world.cluster()), it -> it.name().equals(subject));
    if (service.isPresent()) {
      return ofService(service.get());
    }
    Optional<InstanceSnapshot> instance =
        latest(ecs.instances(world.cluster()), it -> it.ec2InstanceId().equals(subject));
    if (instance.isPresent()) {
      return ofInstance(instance.get());
    }
    throw new IllegalArgumentException(unknown(subject));
  }

  private static <T> Optional<T> latest(List<T> all, Predicate<T> which) {
    return all.stream().filter(which).reduce((earlier, later) -> later);
  }

  private String unknown(String subject) {
    List<String> known = new ArrayList<>();
    ecs.services(world.cluster()).forEach(it -> known.add(it.name()));
    ecs.instances(world.cluster()).forEach(it -> known.add(it.ec2InstanceId()));
    return "there is no service, task or container instance '"
        + subject
        + "' in cluster "
        + world.cluster()
        + Nearest.to(subject, known).map(it -> ", did you mean " + it + "?").orElse("");
  }

  // Services.

  private Text ofService(ServiceSnapshot service) {
    ServiceExplanation explanation = ecs.explain(service.cluster(), service.name());
    explanation.toString().lines().forEach(this::say);
    if (!explanation.obstacles().isEmpty()) {
      remedies(service);
    }
    failures(service);
    lastDeployment(service);
    Optional<JournalEntry> last =
        last(entry -> isAbout(entry, service) && entry.kind() != EntryKind.SERVICE_EVENT);
    last.ifPresent(this::chain);
    return Text.of(lines);
  }

  /** What ECS says of a rollout that its bounds block names no number. */
  private void remedies(ServiceSnapshot service) {
    DeploymentConfiguration bounds = service.definition().deploymentConfiguration();
    Forecast forecast =
        Forecast.ofRollout(
            service.desiredCount(),
            bounds.minimumHealthyPercent(),
            bounds.maximumPercent(),
            Integer.MAX_VALUE,
            ecs.parameters());
    if (!forecast.obstacle().isEmpty()) {
      say("  the rollout cannot go on: " + forecast.obstacle());
      forecast.remedies().forEach(remedy -> say("    would do: " + remedy));
    }
  }

  private void failures(ServiceSnapshot service) {
    latestFailure(service)
        .ifPresent(
            task ->
                say(
                    "  "
                        + service.primary().failedTasks()
                        + " failed tasks in this deployment, the latest was "
                        + task.name()
                        + ": "
                        + ending(task)));
  }

  /** A launch that found no place is counted too, but then there is no task to tell of. */
  private Optional<TaskSnapshot> latestFailure(ServiceSnapshot service) {
    if (service.primary().failedTasks() == 0) {
      return Optional.empty();
    }
    return last(entry ->
            isAbout(entry, service)
                && entry.kind() == EntryKind.FAILURE_COUNTED
                && entry.reason().startsWith("counted"))
        .flatMap(entry -> ecs.journal().entry(entry.cause()))
        .flatMap(cause -> task(ecs, service.cluster(), cause.subject().name()))
        .filter(task -> task.stoppedReason().isPresent());
  }

  /** A deployment that came to nothing is no longer among those that the service lists. */
  private void lastDeployment(ServiceSnapshot service) {
    ecs.serviceDeployments(service).stream()
        .findFirst()
        .filter(it -> !it.status().equals("SUCCESSFUL") && !it.status().equals("IN_PROGRESS"))
        .ifPresent(
            it ->
                say(
                    "  the latest deployment is "
                        + it.status()
                        + it.statusReason().map(reason -> ": " + reason).orElse("")));
  }

  /** Returns why a task stopped, and what its container has to say about it. */
  static String ending(TaskSnapshot task) {
    String container =
        task.containers().stream()
            .flatMap(it -> ending(it).stream())
            .findFirst()
            .map(words -> " (" + words + ")")
            .orElse("");
    return task.stoppedReason().orElse("stopped") + container;
  }

  private static Optional<String> ending(ContainerSnapshot container) {
    return container.exitCode().isPresent()
        ? Optional.of(container.name() + " exited with " + container.exitCode().getAsInt())
        : container.reason();
  }

  // Tasks and instances.

  private Text ofTask(TaskSnapshot task) {
    say(task.toString());
    last(entry -> entry.subject().name().equals(task.id())).ifPresent(this::chain);
    return Text.of(lines);
  }

  private Text ofInstance(InstanceSnapshot instance) {
    say(instance.toString());
    last(entry ->
            entry.subject().type().equals("container instance")
                && entry.subject().name().equals(instance.ec2InstanceId()))
        .ifPresent(this::chain);
    return Text.of(lines);
  }

  // The journal.

  private boolean isAbout(JournalEntry entry, ServiceSnapshot service) {
    return entry.subject().service().equals(service.name())
        && entry.subject().cluster().equals(service.cluster());
  }

  private Optional<JournalEntry> last(Predicate<JournalEntry> which) {
    long newest = ecs.journal().size();
    for (long n = newest; n > Math.max(0, newest - LOOK_BACK); n--) {
      Optional<JournalEntry> entry = ecs.journal().entry(n).filter(which);
      if (entry.isPresent()) {
        return entry;
      }
    }
    return Optional.empty();
  }

  /** Tells an entry and what brought it about, causes first. */
  private void chain(JournalEntry end) {
    Deque<JournalEntry> chain = new ArrayDeque<>();
    Optional<JournalEntry> entry = Optional.of(end);
    while (entry.isPresent() && chain.size() < LONGEST_CHAIN) {
      // Of many that were stopped for one reason, one tells it.
      if (chain.isEmpty() || !isAlike(entry.get(), chain.getFirst())) {
        chain.addFirst(entry.get());
      }
      entry = ecs.journal().entry(entry.get().cause());
    }
    lines.add("How it came to this, causes first:");
    entry.ifPresent(earlier -> lines.add("…"));
    for (JournalEntry link : chain) {
      lines.addAll(new Chronicle(world).line(link));
    }
  }

  private static boolean isAlike(JournalEntry one, JournalEntry other) {
    return one.kind() == other.kind()
        && one.text().equals(other.text())
        && one.reason().equals(other.reason());
  }

  /** Says a line in the lab's names and times; what it is folded into hangs below it. */
  private void say(String line) {
    String text = line.strip();
    String indent = line.substring(0, line.indexOf(text));
    String told =
        INSTANT
            .matcher(Story.shorten(Story.names(ecs), text).replaceAll(UNBORN, "a new task"))
            .replaceAll(at -> Story.clock(world, Instant.parse(at.group()).toEpochMilli()));
    Lines.hanging(told, Story.WIDTH - indent.length()).forEach(part -> lines.add(indent + part));
  }

  static Optional<TaskSnapshot> task(EcsSimulation ecs, String cluster, String id) {
    try {
      return Optional.of(ecs.task(cluster, id));
    } catch (IllegalArgumentException notThere) {
      return Optional.empty();
    }
  }
}
