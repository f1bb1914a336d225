package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.Instance;
import dev.steadystate.core.engine.Kept;
import dev.steadystate.core.engine.RevisionState;
import dev.steadystate.core.engine.StandaloneTasks;
import dev.steadystate.core.engine.TaskFilter;
import dev.steadystate.core.model.DesiredStatus;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.view.Run;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The actions about tasks. */
final class TaskCalls {
  private static final int PAGE = 100;
  private static final ImmutableList<String> TAGS = ImmutableList.of("TAGS");

  private final Account account;
  private final TaskDefinitionCalls taskDefinitions;
  private final InstanceCalls instances;

  TaskCalls(Account account, TaskDefinitionCalls taskDefinitions, InstanceCalls instances) {
    this.account = account;
    this.taskDefinitions = taskDefinitions;
    this.instances = instances;
  }

  void register(Actions actions) {
    actions
        .changeThenDraw("RunTask", this::runTask)
        .changeThenDraw("StartTask", this::startTask)
        .changeThenDraw("StopTask", this::stop)
        .look("DescribeTasks", this::describe)
        .look("ListTasks", this::list);
  }

  // Running.

  private Supplier<Document> runTask(Document request) {
    Optional<String> token = request.string("clientToken");
    ClientTokens.check(request, ClientTokens.OF_RUNS);
    // A token decides whether a call repeats another, and nothing else.
    RunTask wanted = Requests.runTask(request.without("clientToken"));
    return token.isPresent() ? answer(once(token.get(), wanted)) : answer(run(wanted));
  }

  private Supplier<Document> startTask(Document request) {
    return answer(run(Requests.startTask(request)));
  }

  /** Returns who draws the tasks of a run as they are now. */
  private Supplier<Document> answer(Run run) {
    return Suppliers.memoize(
        () ->
            Document.builder()
                .put("tasks", Lists.transform(run.tasks(), this::describe))
                .put("failures", Lists.transform(run.failures(), TaskCalls::failure))
                .build());
  }

  private Document describe(TaskSnapshot task) {
    return account.describe().tasks().task(task, TAGS);
  }

  private static Document failure(Run.Failure failure) {
    return Document.builder()
        .putUnlessEmpty("arn", failure.arn())
        .put("reason", failure.reason())
        .putUnlessEmpty("detail", failure.detail())
        .build();
  }

  /** Runs tasks unless this was asked for before: then shows what came of it. */
  private Run once(String token, RunTask wanted) {
    long now = account.engine().now();
    Optional<Kept.Run> before = account.commands().kept().run(token, now);
    if (before.isEmpty()) {
      Run run = run(wanted);
      ImmutableList<String> arns =
          run.tasks().stream().map(TaskSnapshot::arn).collect(toImmutableList());
      account.commands().kept().remember(token, new Kept.Run(now, wanted, arns, run.failures()));
      return run;
    }
    if (!before.get().wanted().equals(wanted)) {
      throw EcsException.conflict(
          "The client token was used before with other parameters.", before.get().taskArns());
    }
    Cluster cluster = account.directory().cluster(wanted.cluster());
    ImmutableList.Builder<TaskSnapshot> tasks = ImmutableList.builder();
    for (String arn : before.get().taskArns()) {
      account
          .directory()
          .findTask(cluster, arn)
          .ifPresent(row -> tasks.add(account.snapshots().task(row)));
    }
    return new Run(tasks.build(), before.get().failures());
  }

  Run run(RunTask given) {
    Cluster cluster = account.directory().cluster(given.cluster());
    RunTask wanted = withDefaults(given, cluster);
    RevisionState revision = taskDefinitions.usable(wanted.taskDefinition());
    Rules.check(wanted, revision.revision.definition());
    CapacityProviderStrategies.checkKnown(wanted.document(), cluster.definition());
    List<Instance> onInstances = new ArrayList<>();
    ImmutableList.Builder<Run.Failure> failures = ImmutableList.builder();
    for (String name : wanted.containerInstances()) {
      Optional<Instance> instance = account.directory().findInstance(cluster, name);
      if (instance.isEmpty()) {
        failures.add(new Run.Failure(instances.arn(cluster, name), "MISSING", ""));
      } else if (instance.get().status() == InstanceStatus.INACTIVE) {
        failures.add(new Run.Failure(arn(cluster, instance.get()), "INACTIVE", ""));
      } else {
        onInstances.add(instance.get());
      }
    }
    if (onInstances.isEmpty() && !wanted.containerInstances().isEmpty()) {
      return new Run(ImmutableList.of(), failures.build());
    }
    StandaloneTasks tasks = account.commands().standaloneTasks();
    StandaloneTasks.Run run =
        onInstances.isEmpty()
            ? tasks.run(cluster, wanted, revision.revision)
            : tasks.start(cluster, wanted, revision.revision, onInstances);
    for (StandaloneTasks.Refused refused : run.refused()) {
      failures.add(
          new Run.Failure(
              refused.instance() == null ? "" : arn(cluster, refused.instance()),
              refused.reason(),
              refused.detail()));
    }
    return new Run(
        run.started().stream().map(account.snapshots()::task).collect(toImmutableList()),
        failures.build());
  }

  /** StartTask says itself where its tasks go; RunTask without a word follows the cluster. */
  private static RunTask withDefaults(RunTask given, Cluster cluster) {
    Document strategy = CapacityProviderStrategies.standard(cluster.definition());
    if (strategy.isEmpty()
        || given.launchType().isPresent()
        || !given.containerInstances().isEmpty()
        || !given.document().list("capacityProviderStrategy").isEmpty()) {
      return given;
    }
    RunTask chosen = given.withOther(strategy);
    return LaunchTypes.of(strategy).map(chosen::withLaunchType).orElse(chosen);
  }

  private String arn(Cluster cluster, Instance instance) {
    return account.arns().containerInstance(cluster.name(), instance.id());
  }

  // Stopping.

  /** Shows the task as the answer does: told to stop, and not yet on its way (TK-4). */
  TaskSnapshot stop(Cluster cluster, String name, String reason) {
    OptionalInt row = account.directory().findTask(cluster, name);
    Check.parameter(row.isPresent(), "The referenced task was not found.");
    account.commands().stopTask(row.getAsInt(), reason);
    return account.snapshots().task(row.getAsInt());
  }

  private Supplier<Document> stop(Document request) {
    TaskSnapshot task =
        stop(
            account.cluster(request),
            request.string("task").orElse(""),
            request.string("reason").orElse("Task stopped by user"));
    return Suppliers.memoize(() -> Document.of("task", describe(task)));
  }

  // Looking.

  private Document describe(Document request) {
    Cluster cluster = account.cluster(request);
    ImmutableList.Builder<Document> found = ImmutableList.builder();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (String name : request.strings("tasks")) {
      checkForm(cluster, name);
      OptionalInt row = account.directory().findTask(cluster, name);
      if (row.isPresent()) {
        found.add(
            account
                .describe()
                .tasks()
                .task(account.snapshots().task(row.getAsInt()), Account.include(request)));
      } else {
        failures.add(Answers.missing(taskArn(account, cluster, name)));
      }
    }
    return Document.builder().put("tasks", found.build()).put("failures", failures.build()).build();
  }

  private void checkForm(Cluster cluster, String name) {
    Check.parameter(
        account.directory().couldBeTask(cluster, name), "taskId length should be one of [32,36]");
  }

  /** Returns the ARN that a task of this name would have. */
  static String taskArn(Account account, Cluster cluster, String name) {
    return account.arns().task(cluster.name(), account.arns().taskId(cluster.name(), name));
  }

  private Document list(Document request) {
    Cluster cluster = account.cluster(request);
    checkStartedByAlone(request);
    Optional<String> desired = request.string("desiredStatus");
    if (desired.equals(Optional.of("PENDING")) || request.has("daemonName")) {
      return Pages.page(request, "taskArns", ImmutableList.of(), PAGE);
    }
    TaskFilter filter =
        new TaskFilter(
            Optional.of(DesiredStatus.valueOf(desired.orElse("RUNNING"))),
            request.string("family"),
            request.string("startedBy"),
            request.string("serviceName").map(name -> account.directory().service(cluster, name)),
            request.string("containerInstance").map(name -> known(cluster, name)),
            launchType(request));
    ImmutableList<Integer> rows =
        request.string("launchType").equals(Optional.of("MANAGED_INSTANCES"))
            ? ImmutableList.of()
            : account.directory().tasks(cluster, filter);
    return Pages.page(
        request,
        "taskArns",
        Lists.transform(
            rows, row -> account.arns().task(cluster.name(), account.directory().taskId(row))),
        PAGE);
  }

  private static void checkStartedByAlone(Document request) {
    boolean alone =
        ImmutableList.of("containerInstance", "family", "serviceName", "launchType").stream()
            .noneMatch(request::has);
    Check.parameter(
        alone || !request.has("startedBy"),
        "startedBy should be the only filter but other filters were given");
  }

  private static Optional<LaunchType> launchType(Document request) {
    return request
        .string("launchType")
        .filter(word -> !word.equals("MANAGED_INSTANCES"))
        .map(LaunchType::valueOf);
  }

  private Instance known(Cluster cluster, String name) {
    return account
        .directory()
        .findInstance(cluster, name)
        .orElseThrow(
            () ->
                EcsException.invalidParameter("The referenced container instance was not found."));
  }
}
