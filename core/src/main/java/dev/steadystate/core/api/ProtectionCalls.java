package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.ServiceState;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The actions about protection of tasks from scale-in (SS-61 to SS-63). */
final class ProtectionCalls {
  private static final int DEFAULT_MINUTES = 120;

  private final Account account;

  ProtectionCalls(Account account) {
    this.account = account;
  }

  void register(Actions actions) {
    actions.change("UpdateTaskProtection", this::update).look("GetTaskProtection", this::get);
  }

  /** Protects one task for so long, or no longer if that is zero. */
  static TaskSnapshot protect(Account account, Cluster cluster, String name, Duration length) {
    OptionalInt row = account.directory().findTask(cluster, name);
    Check.parameter(row.isPresent(), "The referenced task was not found.");
    Optional<String> refusal = refusal(account, cluster, row.getAsInt(), !length.isZero());
    if (refusal.isPresent()) {
      throw EcsException.invalidParameter(
          "the protection of task " + name + " cannot be changed: " + refusal.get());
    }
    return change(account, row.getAsInt(), length);
  }

  private static TaskSnapshot change(Account account, int row, Duration length) {
    account.commands().protect(row, account.engine().now() + length.toMillis());
    return account.snapshots().task(row);
  }

  /** Returns why a task may not be protected, or not be freed. */
  private static Optional<String> refusal(
      Account account, Cluster cluster, int row, boolean enable) {
    TaskSnapshot task = account.snapshots().task(row);
    if (task.service().isEmpty() || !task.isLive()) {
      return Optional.of("TASK_NOT_VALID");
    }
    if (!enable || task.protectedUntil().isPresent()) {
      return Optional.empty();
    }
    ServiceState service = account.directory().service(cluster, task.service());
    return service.protectedTasks().size() >= service.desiredCount()
        ? Optional.of("DEPLOYMENT_BLOCKED")
        : Optional.empty();
  }

  private Document update(Document request) {
    Cluster cluster = account.cluster(request);
    boolean enable = request.bool("protectionEnabled").orElse(false);
    Duration length =
        enable
            ? Duration.ofMinutes(request.integer("expiresInMinutes").orElse(DEFAULT_MINUTES))
            : Duration.ZERO;
    ImmutableList<String> names = request.strings("tasks");
    // Names that are refused are refused before anything changes.
    ImmutableList<OptionalInt> rows =
        names.stream()
            .map(name -> account.directory().findTask(cluster, name))
            .collect(ImmutableList.toImmutableList());
    ImmutableList.Builder<Document> done = ImmutableList.builder();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (int i = 0; i < names.size(); i++) {
      if (rows.get(i).isEmpty()) {
        failures.add(Answers.missing(TaskCalls.taskArn(account, cluster, names.get(i))));
        continue;
      }
      int row = rows.get(i).getAsInt();
      // One protected task more may be one too many for the next.
      Optional<String> refusal = refusal(account, cluster, row, enable);
      if (refusal.isPresent()) {
        failures.add(Answers.failure(account.snapshots().task(row).arn(), refusal.get()));
      } else {
        done.add(DescribeTask.protection(change(account, row, length)));
      }
    }
    return answer(done.build(), failures.build());
  }

  private Document get(Document request) {
    Cluster cluster = account.cluster(request);
    ImmutableList.Builder<Document> found = ImmutableList.builder();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (String name : request.strings("tasks")) {
      OptionalInt row = account.directory().findTask(cluster, name);
      if (row.isEmpty()) {
        failures.add(Answers.missing(TaskCalls.taskArn(account, cluster, name)));
        continue;
      }
      TaskSnapshot task = account.snapshots().task(row.getAsInt());
      if (task.service().isEmpty()) {
        failures.add(Answers.failure(task.arn(), "TASK_NOT_VALID"));
      } else {
        found.add(DescribeTask.protection(task));
      }
    }
    if (!request.has("tasks")) {
      for (int row : account.directory().tasks(cluster)) {
        TaskSnapshot task = account.snapshots().task(row);
        if (task.isLive() && !task.service().isEmpty()) {
          found.add(DescribeTask.protection(task));
        }
      }
    }
    return answer(found.build(), failures.build());
  }

  private static Document answer(ImmutableList<Document> tasks, ImmutableList<Document> failures) {
    return Document.builder().put("protectedTasks", tasks).put("failures", failures).build();
  }
}
