package dev.steadystate.rules;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Answer;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Placed;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.core.view.TaskTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A simulation told as the worked examples tell theirs: times are seconds since the start, tasks
 * are known by launch number, deployments by their order, and the only cluster is the default one.
 *
 * <p>Calls and faults are scheduled ahead, so that the tick at their instant sees them (SS-2). The
 * books of the simulation are counted again at every instant.
 */
final class Scene {
  static final String TARGET_GROUP =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/T/0123456789abcdef";

  private static final String CLUSTER = "default";
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final Pattern TASK_ID = Pattern.compile("task ([0-9a-f]{32})");
  private static final Pattern DEPLOYMENT_ID = Pattern.compile("ecs-svc/(\\d{19})");
  private static final Pattern INSTANCE_ID = Pattern.compile("container-instance ([0-9a-f]{32})");

  private final EcsSimulation ecs;
  private int answersSeen;

  private Scene(EcsSimulation ecs) {
    this.ecs = ecs;
  }

  /** Opens a scene in which all goes as these rules of fate say, and no task is forgotten. */
  static Scene with(Parameters parameters, FateRule... fates) {
    return open(parameters, true, fates);
  }

  /** Opens a scene in which stopped tasks are forgotten in time (TK-15). */
  static Scene forgetting(Parameters parameters, FateRule... fates) {
    return open(parameters, false, fates);
  }

  private static Scene open(Parameters parameters, boolean keepsStopped, FateRule... fates) {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .seed(1)
            .start(Instant.ofEpochMilli(START))
            .parameters(parameters)
            .fates(Fates.of(fates))
            .subnet("subnet-a", "a")
            .subnet("subnet-b", "b")
            .subnet("subnet-c", "c")
            .keepStoppedTasks(keepsStopped)
            .build();
    ecs.observeInstants(at -> assertThat(ecs.selfCheck()).isEmpty());
    return new Scene(ecs);
  }

  // What there is.

  /** Registers an instance, at once. */
  Scene instance(ContainerInstance instance) {
    ecs.registerContainerInstance(instance);
    return this;
  }

  /** Registers instances with plenty of room, at once, such as {@code i-1 a}. */
  Scene instances(String... idsAndZones) {
    for (String idAndZone : idsAndZones) {
      List<String> parts = Splitter.on(' ').splitToList(idAndZone);
      instance(ContainerInstance.of(parts.get(0), parts.get(1)).withCpu(65536).withMemory(262144));
    }
    return this;
  }

  /** Registers the next revision of a task definition, at once. */
  Scene taskDefinition(TaskDefinition definition) {
    ecs.registerTaskDefinition(definition);
    return this;
  }

  /** Makes the target group known, with its deregistration delay in seconds. */
  Scene targetGroup(long deregistrationDelay) {
    ecs.putTargetGroup(TARGET_GROUP, Duration.ofSeconds(deregistrationDelay));
    return this;
  }

  // What happens.

  /** Creates a service at the start. */
  Scene service(Service service) {
    return at(0).creates(service);
  }

  /** Turns to an instant at which something is to happen. */
  Moment at(long seconds) {
    return new Moment(START + seconds * 1000);
  }

  /** Lets time pass until the end of this instant; no call may be refused meanwhile. */
  Scene runTo(long seconds) {
    ecs.runUntil(Instant.ofEpochMilli(START + seconds * 1000));
    List<Answer> answers = ecs.answers();
    for (Answer answer : answers.subList(answersSeen, answers.size())) {
      assertThat(answer.error()).as("%s", answer).isEmpty();
    }
    answersSeen = answers.size();
    return this;
  }

  final class Moment {
    private final long at;

    private Moment(long at) {
      this.at = at;
    }

    Scene creates(Service service) {
      return calls("CreateService", service.toDocument());
    }

    /** The target group sends to port 80 of the container that bears the name of the service. */
    Scene createsBehindTheTargetGroup(Service service) {
      return creates(service.withTargetGroup(TARGET_GROUP, service.serviceName(), 80));
    }

    Scene updates(ServiceUpdate update) {
      return calls("UpdateService", update.toDocument());
    }

    Scene runs(RunTask run) {
      return calls("RunTask", run.toDocument());
    }

    Scene stops(String task, String reason) {
      return calls("StopTask", Document.builder().put("task", task).put("reason", reason).build());
    }

    Scene drains(String instance) {
      return changes(instance, "DRAINING");
    }

    /** Takes a DRAINING instance into use again. */
    Scene activates(String instance) {
      return changes(instance, "ACTIVE");
    }

    private Scene changes(String instance, String status) {
      return calls(
          "UpdateContainerInstancesState",
          Document.builder()
              .put("containerInstances", ImmutableList.of(instance))
              .put("status", status)
              .build());
    }

    Scene protects(int minutes, String... tasks) {
      return calls(
          "UpdateTaskProtection",
          Document.builder()
              .put("cluster", CLUSTER)
              .put("tasks", ImmutableList.copyOf(tasks))
              .put("protectionEnabled", true)
              .put("expiresInMinutes", minutes)
              .build());
    }

    Scene deletes(String service, boolean force) {
      return calls(
          "DeleteService", Document.builder().put("service", service).put("force", force).build());
    }

    Scene calls(String action, Document input) {
      ecs.schedule(Instant.ofEpochMilli(at), action, input);
      return Scene.this;
    }

    Scene suffers(Fault fault) {
      ecs.schedule(Instant.ofEpochMilli(at), fault);
      return Scene.this;
    }
  }

  // What is seen.

  /** Returns the simulation, for what has no words here. */
  EcsSimulation ecs() {
    return ecs;
  }

  ServiceSnapshot service(String name) {
    return ecs.service(name);
  }

  /** Returns the service deployments, newest first, as DescribeServiceDeployments shows them. */
  ImmutableList<Document> serviceDeployments(String service) {
    Document list = ecs.call("ListServiceDeployments", Document.of("service", service));
    return ecs.call(
            "DescribeServiceDeployments",
            Document.of(
                "serviceDeploymentArns",
                list.documents("serviceDeployments").stream()
                    .map(it -> it.string("serviceDeploymentArn").orElseThrow())
                    .collect(toImmutableList())))
        .documents("serviceDeployments");
  }

  /** Returns a task by a name such as {@code web/3}. */
  TaskSnapshot task(String name) {
    return ecs.task(name);
  }

  InstanceSnapshot instance(String ec2InstanceId) {
    return ecs.instance(ec2InstanceId);
  }

  /** Returns the tasks of a service, in launch order. */
  Stream<TaskSnapshot> tasks(String service) {
    return ecs.tasks().stream().filter(task -> task.service().equals(service));
  }

  /** Returns the launch numbers of the live tasks of a service. */
  ImmutableList<Integer> liveTasks(String service) {
    return tasks(service)
        .filter(TaskSnapshot::isLive)
        .map(TaskSnapshot::launchNumber)
        .collect(toImmutableList());
  }

  /** Returns how many tasks of a service occupy a place under its ceiling (TK-114). */
  long occupying(String service) {
    return tasks(service)
        .filter(task -> task.lastStatus().compareTo(LastStatus.DEPROVISIONING) < 0)
        .count();
  }

  /** Returns the instances of the tasks of a service, in launch order. */
  ImmutableList<String> placesOf(String service) {
    return tasks(service).map(TaskSnapshot::ec2InstanceId).collect(toImmutableList());
  }

  /** Returns the way of a task through its states, such as {@code "PENDING 0, ACTIVATING 8"}. */
  String way(String task) {
    List<String> way = new ArrayList<>();
    for (JournalEntry entry : ecs.journal()) {
      boolean isStatus =
          switch (entry.kind()) {
            case TASK_STARTED, TASK_STATUS, TASK_STOPPED -> true;
            default -> false;
          };
      if (isStatus && entry.subject().toString().equals(task)) {
        String status =
            entry.what() instanceof Placed placed ? placed.first().toString() : entry.text();
        way.add(status + " " + seconds(entry.at()));
      }
    }
    return String.join(", ", way);
  }

  /** Returns the times of a task that are known, such as {@code "created 0, connectivity 5"}. */
  String times(String task) {
    TaskTimes times = task(task).times();
    List<String> known = new ArrayList<>();
    known.add("created " + seconds(times.createdAt().toEpochMilli()));
    add(known, "connectivity ", times.connectivityAt());
    add(known, "pull from ", times.pullStartedAt());
    add(known, "pull to ", times.pullStoppedAt());
    add(known, "started ", times.startedAt());
    add(known, "stopping ", times.stoppingAt());
    add(known, "execution stopped ", times.executionStoppedAt());
    add(known, "stopped ", times.stoppedAt());
    return String.join(", ", known);
  }

  private static void add(List<String> known, String what, Optional<Instant> at) {
    at.ifPresent(it -> known.add(what + seconds(it.toEpochMilli())));
  }

  /** Returns when the health of a task changed, such as {@code "HEALTHY 50, UNHEALTHY 140"}. */
  String health(String task) {
    List<String> health = new ArrayList<>();
    for (JournalEntry entry : ecs.journal()) {
      if (entry.kind() == EntryKind.TASK_HEALTH && entry.subject().toString().equals(task)) {
        health.add(entry.text() + " " + seconds(entry.at()));
      }
    }
    return String.join(", ", health);
  }

  /**
   * Returns the events of a service, oldest first, each after the second of its tick and without
   * the words "(service web)" at its beginning.
   */
  List<String> events(String service) {
    return eventEntries(service).stream()
        .map(
            entry ->
                (entry.at() - START) / 1000
                    + " "
                    + named(service, message(entry)).replace("(service " + service + ") ", ""))
        .collect(toImmutableList());
  }

  /** Returns the events from this second on. */
  List<String> eventsFrom(long seconds, String service) {
    return events(service).stream()
        .filter(event -> Long.parseLong(event.substring(0, event.indexOf(' '))) >= seconds)
        .collect(toImmutableList());
  }

  /** Returns the seconds at which events came that contain these words. */
  List<Long> ticksOf(String service, String words) {
    return events(service).stream()
        .filter(event -> event.contains(words))
        .map(event -> Long.valueOf(event.substring(0, event.indexOf(' '))))
        .collect(toImmutableList());
  }

  /** Returns what DescribeServices shows, newest first, in full and to the millisecond. */
  List<String> described(String service) {
    return service(service).events().stream()
        .map(
            event ->
                String.format(
                    Locale.ROOT,
                    "%s %s",
                    seconds(event.createdAt().toEpochMilli()),
                    named(service, event.message())))
        .collect(toImmutableList());
  }

  private List<JournalEntry> eventEntries(String service) {
    List<JournalEntry> entries = new ArrayList<>();
    for (JournalEntry entry : ecs.journal()) {
      if (entry.kind() == EntryKind.SERVICE_EVENT && entry.subject().service().equals(service)) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static String message(JournalEntry entry) {
    return ((EventMessage) entry.what()).text(entry.subject().service());
  }

  /** Puts launch numbers, ordinals and EC2 ids in the place of what was drawn. */
  private String named(String service, String message) {
    String text = replace(TASK_ID, message, id -> "task " + launchNumber(id));
    text = replace(DEPLOYMENT_ID, text, id -> "ecs-svc/" + ordinal(service, id));
    text =
        replace(INSTANCE_ID, text, id -> "container-instance " + ecs.instance(id).ec2InstanceId());
    return text.replace(TARGET_GROUP, "T");
  }

  private String launchNumber(String id) {
    return Integer.toString(ecs.task(id).launchNumber());
  }

  /** The service revision of a deployment bears the same number (DEP-12). */
  private String ordinal(String service, String id) {
    List<Document> newestFirst =
        ecs.call("ListServiceDeployments", Document.of("service", service))
            .documents("serviceDeployments");
    for (int i = 0; i < newestFirst.size(); i++) {
      if (newestFirst.get(i).string("targetServiceRevisionArn").orElseThrow().endsWith("/" + id)) {
        return Integer.toString(newestFirst.size() - i);
      }
    }
    return id;
  }

  private interface Naming {
    String of(String id);
  }

  private static String replace(Pattern pattern, String text, Naming naming) {
    Matcher matcher = pattern.matcher(text);
    return matcher.replaceAll(match -> Matcher.quoteReplacement(naming.of(match.group(1))));
  }

  /** Returns whole seconds since the start, with a fraction only where there is one. */
  static String seconds(long at) {
    long millis = at - START;
    return millis % 1000 == 0
        ? Long.toString(millis / 1000)
        : String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }
}
