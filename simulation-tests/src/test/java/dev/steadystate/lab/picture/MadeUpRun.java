package dev.steadystate.lab.picture;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.lab.picture.Recording.Change;
import dev.steadystate.lab.picture.Recording.Host;
import dev.steadystate.lab.picture.Recording.HostChange;
import dev.steadystate.lab.picture.Recording.HostState;
import dev.steadystate.lab.picture.Recording.Line;
import dev.steadystate.lab.picture.Recording.Row;
import dev.steadystate.lab.picture.Recording.Service;
import dev.steadystate.lab.picture.Recording.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A run that nobody simulated but that looks like one: services that are rolled from revision 1 to
 * revision 2 while one host drains and another is lost.
 */
final class MadeUpRun {
  private static final long LENGTH = 30 * 60_000;

  private final String title;
  private final int services;
  private final int perService;
  private final int hosts;

  private final PriorityQueue<Step> agenda = new PriorityQueue<>();
  private final List<Line> journal = new ArrayList<>();
  private final List<Making> tasks = new ArrayList<>();
  private final List<List<HostChange>> hostChanges = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final int[] launches;
  private final int[] running;
  private final int[] pending;
  private final int[] healthy;
  private long now;
  private long scheduled;

  private MadeUpRun(String title, int services, int perService, int hosts) {
    this.title = title;
    this.services = services;
    this.perService = perService;
    this.hosts = hosts;
    this.launches = new int[services];
    this.running = new int[services];
    this.pending = new int[services];
    this.healthy = new int[services];
  }

  /** Two services of 20 tasks, each replaced once: 80 tasks and a few. */
  static Recording small() {
    return new MadeUpRun("a release, a drain and a loss", 2, 20, 6).play();
  }

  /** Ten services of 500 tasks, each replaced once: 10,000 tasks and 100,000 entries. */
  static Recording large() {
    return new MadeUpRun("ten thousand tasks", 10, 550, 400).play();
  }

  static Recording called(String title) {
    return new MadeUpRun(title, 1, 2, 1).play();
  }

  private record Step(long at, long order, Runnable what) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  /** A task while it is made up. */
  private static final class Making {
    String id = "";
    String name = "";
    int service;
    int revision;
    int host;
    LastStatus status = LastStatus.PROVISIONING;
    HealthStatus health = HealthStatus.UNKNOWN;
    boolean toStop;
    String stopCode = "";
    String reason = "";
    long lastLine;
    final List<Change> changes = new ArrayList<>();
  }

  private Recording play() {
    for (int host = 0; host < hosts; host++) {
      hostChanges.add(new ArrayList<>());
      hostIs(host, HostState.ACTIVE, "registered in " + zone(host), 0);
    }
    for (int service = 0; service < services; service++) {
      int own = service;
      at(1000L * service, () -> create(own));
      at(8 * 60_000 + 7000L * service, () -> update(own));
    }
    if (hosts > 3) {
      at(20 * 60_000, () -> drain(1));
      at(24 * 60_000, () -> lose(2));
    }
    while (!agenda.isEmpty() && agenda.peek().at() <= LENGTH) {
      Step step = agenda.remove();
      now = step.at();
      step.what().run();
    }
    return recording();
  }

  private void at(long at, Runnable what) {
    agenda.add(new Step(at, scheduled++, what));
  }

  // The story.

  private void create(int service) {
    long call = line("Call", "service", serviceName(service), "CreateService", "", 0);
    for (int i = 0; i < perService; i++) {
      at(now + 1000 + i * 40L, () -> launch(service, 1, call, "scaling out"));
    }
    at(now + 90_000, () -> event(service, "has reached a steady state.", call));
  }

  private void update(int service) {
    long call = line("Call", "service", serviceName(service), "UpdateService", "", 0);
    long deployment =
        line("Deployment", "deployment", deployment(service, 2), "created with web:2", "", call);
    List<Making> old =
        tasks.stream().filter(task -> task.service == service && !task.toStop).toList();
    int batch = Math.max(1, perService / 4);
    for (int i = 0; i < old.size(); i++) {
      Making task = old.get(i);
      long from = now + 1000 + (i / batch) * 60_000L + (i % batch) * 20L;
      at(from, () -> launch(service, 2, deployment, "rolling out web:2"));
      at(
          from + 40_000,
          () ->
              stop(
                  task,
                  "ServiceSchedulerInitiated",
                  "Scaling activity initiated by (deployment " + deployment(service, 2) + ")",
                  "replaced by a task of web:2",
                  deployment));
    }
    at(
        now + 6 * 60_000,
        () ->
            event(
                service,
                "(deployment " + deployment(service, 2) + ") deployment completed.",
                deployment));
  }

  private void drain(int host) {
    long call =
        line("Call", "container instance", hostName(host), "UpdateContainerInstancesState", "", 0);
    long entry = hostIs(host, HostState.DRAINING, "DRAINING", call);
    leave(host, entry, "ServiceSchedulerInitiated", "Task is on a draining instance");
  }

  private void lose(int host) {
    long fault = line("Fault", "container instance", hostName(host), "instance lost", "", 0);
    String reason = "Host EC2 (instance " + hostName(host) + ") terminated.";
    long entry = hostIs(host, HostState.INACTIVE, "INACTIVE", fault);
    leave(host, entry, "TerminationNotice", reason);
  }

  private void leave(int host, long entry, String code, String reason) {
    for (Making task : List.copyOf(tasks)) {
      if (task.host == host && !task.toStop) {
        at(now + 5000, () -> launch(task.service, task.revision, entry, "to replace " + task.name));
        at(now + 10_000, () -> stop(task, code, reason, "its host goes", entry));
      }
    }
  }

  private void launch(int service, int revision, long cause, String why) {
    Making task = new Making();
    int number = ++launches[service];
    task.service = service;
    task.revision = revision;
    task.name = serviceName(service) + "/" + number;
    task.id = String.format("%016x%016x", (service + 1) * 0x9E3779B97F4A7C15L, number * 77L);
    task.host = (int) (((long) tasks.size() * 7 + number) % hosts);
    if (now > 19 * 60_000 && (task.host == 1 || task.host == 2)) {
      task.host = 3;
    }
    tasks.add(task);
    String where = "started on " + hostName(task.host) + " in " + zone(task.host);
    become(task, "TaskStarted", where, why, cause);
    event(service, "has started 1 tasks: (task " + task.id + ").", task.lastLine);
    long slow = 1000L + (number * 37L) % 4000;
    becomeAt(task, slow, LastStatus.PENDING);
    becomeAt(task, slow + 2000, LastStatus.ACTIVATING);
    boolean fails = revision == 2 && number % 17 == 3;
    if (fails) {
      at(
          now + slow + 9000,
          () ->
              stop(
                  task,
                  "TaskFailedToStart",
                  "CannotPullContainerError: pull access denied for <web> & \"friends\"",
                  "",
                  task.lastLine));
      return;
    }
    becomeAt(task, slow + 9000, LastStatus.RUNNING);
    at(now + slow + 20_000, () -> isHealthy(task, HealthStatus.HEALTHY));
    if (number % 23 == 5) {
      at(now + 180_000, () -> isHealthy(task, HealthStatus.UNHEALTHY));
      at(
          now + 200_000,
          () ->
              stop(
                  task,
                  "ServiceSchedulerInitiated",
                  "Task failed container health checks",
                  "it is unhealthy",
                  task.lastLine));
    }
  }

  private void becomeAt(Making task, long after, LastStatus status) {
    at(
        now + after,
        () -> {
          if (!task.toStop && task.status != LastStatus.STOPPED) {
            task.status = status;
            become(task, "TaskStatus", status.name(), "", task.lastLine);
          }
        });
  }

  private void isHealthy(Making task, HealthStatus health) {
    if (!task.toStop) {
      task.health = health;
      become(task, "TaskHealth", health.name(), "", task.lastLine);
    }
  }

  private void stop(Making task, String code, String reason, String why, long cause) {
    if (task.toStop) {
      return;
    }
    task.toStop = true;
    task.stopCode = code;
    task.reason = reason;
    become(task, "TaskStopping", reason, why, cause);
    event(task.service, "has stopped 1 running tasks: (task " + task.id + ").", task.lastLine);
    List<LastStatus> rest =
        List.of(
            LastStatus.DEACTIVATING,
            LastStatus.STOPPING,
            LastStatus.DEPROVISIONING,
            LastStatus.STOPPED);
    for (int i = 0; i < rest.size(); i++) {
      LastStatus next = rest.get(i);
      at(
          now + 2000 + i * 4000L,
          () -> {
            task.status = next;
            String kind = next == LastStatus.STOPPED ? "TaskStopped" : "TaskStatus";
            become(task, kind, next.name(), "", task.lastLine);
          });
    }
  }

  // The record.

  private void become(Making task, String kind, String text, String reason, long cause) {
    task.lastLine = line(kind, "task", task.id, text, reason, cause);
    Change before = task.changes.isEmpty() ? null : task.changes.get(task.changes.size() - 1);
    if (before != null) {
      count(task.service, before, -1);
    }
    Change change = new Change(now, task.status, task.health, task.toStop, task.lastLine);
    task.changes.add(change);
    count(task.service, change, 1);
    rows.add(
        new Row(
            now,
            task.service,
            perService,
            running[task.service],
            pending[task.service],
            healthy[task.service],
            perService / 2,
            perService * 2));
  }

  private void count(int service, Change change, int by) {
    boolean runs = change.status() == LastStatus.RUNNING;
    running[service] += runs ? by : 0;
    pending[service] += change.status().isPending() ? by : 0;
    healthy[service] += runs && change.health() == HealthStatus.HEALTHY ? by : 0;
  }

  private long hostIs(int host, HostState state, String text, long cause) {
    long entry = line("InstanceStatus", "container instance", hostName(host), text, "", cause);
    hostChanges.get(host).add(new HostChange(now, state, entry));
    return entry;
  }

  private void event(int service, String text, long cause) {
    String name = serviceName(service);
    line("ServiceEvent", "service", name, "(service " + name + ") " + text, "", cause);
  }

  private long line(String kind, String type, String name, String text, String reason, long cause) {
    long n = journal.size() + 1L;
    journal.add(new Line(n, now, kind, type, "production", name, text, reason, cause));
    return n;
  }

  private static String serviceName(int service) {
    return service == 0 ? "web" : service == 1 ? "api" : "worker-" + service;
  }

  private static String deployment(int service, int revision) {
    return "ecs-svc/" + (1234567890123456000L + service * 10L + revision);
  }

  private static String hostName(int host) {
    return "i-" + (host + 1);
  }

  private static String zone(int host) {
    return "us-east-1" + "abc".charAt(host % 3);
  }

  private Recording recording() {
    ImmutableList.Builder<Host> allHosts = ImmutableList.builder();
    for (int host = 0; host < hosts; host++) {
      allHosts.add(
          new Host(
              "production",
              hostName(host),
              zone(host),
              4096,
              16384,
              ImmutableList.copyOf(hostChanges.get(host))));
    }
    ImmutableList.Builder<Task> allTasks = ImmutableList.builder();
    for (Making task : tasks) {
      allTasks.add(
          new Task(
              task.id,
              task.name,
              "production",
              serviceName(task.service),
              deployment(task.service, task.revision),
              serviceName(task.service) + ":" + task.revision,
              task.host,
              128,
              256,
              task.stopCode,
              task.reason,
              task.stopCode.isEmpty() ? "" : "app: exit code 143",
              ImmutableList.copyOf(task.changes)));
    }
    ImmutableList.Builder<Service> allServices = ImmutableList.builder();
    for (int service = 0; service < services; service++) {
      allServices.add(new Service("production", serviceName(service)));
    }
    return new Recording(
        title,
        42,
        Instant.parse("2026-01-01T00:00:00Z"),
        LENGTH,
        allHosts.build(),
        allTasks.build(),
        allServices.build(),
        ImmutableList.copyOf(rows),
        ImmutableList.copyOf(journal));
  }
}
