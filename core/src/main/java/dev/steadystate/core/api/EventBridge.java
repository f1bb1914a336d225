package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.JournalEntry;
import java.util.Optional;

/**
 * Copies what the journal tells in the form in which ECS sends it to EventBridge: changes of tasks,
 * of container instances and of deployments, and service actions (file 4, D; DEP-168 to DEP-171).
 *
 * <p>It reads entries in their order and remembers how far each task was. What an entry does not
 * say, such as the definition of a task, is asked of the simulation while that remembers the task;
 * what happened after the entry never shows.
 */
public final class EventBridge {
  private final TaskChanges tasks;
  private final InstanceChanges instances;
  private final ServiceChanges services;

  /** Reads entries of the simulation that this API is of. */
  public EventBridge(EcsApi api) {
    Envelope envelope = new Envelope(api.arns());
    this.tasks = new TaskChanges(api, envelope);
    this.instances = new InstanceChanges(api, envelope);
    this.services = new ServiceChanges(envelope);
  }

  /** Returns the events of these entries, which follow on those that were read before. */
  public ImmutableList<Document> events(Iterable<JournalEntry> entries) {
    ImmutableList.Builder<Document> events = ImmutableList.builder();
    entries.forEach(entry -> event(entry).ifPresent(events::add));
    return events.build();
  }

  /** Returns the event of this entry, which follows on those that were read before, if any. */
  public Optional<Document> event(JournalEntry entry) {
    return switch (entry.kind()) {
      case TASK_STARTED, TASK_STATUS, TASK_STOPPING, TASK_STOPPED ->
          Optional.of(tasks.event(entry));
      case CONTAINER_EXITED -> {
        tasks.containerExited(entry);
        yield Optional.empty();
      }
      case CONTAINER_RESTARTED -> {
        tasks.containerRestarted(entry);
        yield Optional.empty();
      }
      case INSTANCE_STATUS, AGENT -> Optional.of(instances.event(entry));
      case DEPLOYMENT -> services.deployment(entry);
      case SERVICE_EVENT -> services.event(entry);
      case CONSTRAINT_VIOLATED -> Optional.of(services.violation(entry));
      case DESIRED_COUNT -> Optional.of(services.desiredCountUpdated(entry));
      case SIMULATION_STARTED,
          CALL,
          FAULT,
          TASK_HEALTH,
          TASK_PROTECTION,
          FAILURE_COUNTED,
          LAUNCH_REFUSED,
          LAUNCHES_DELAYED,
          SERVICE_STATUS,
          ALARM ->
          Optional.empty();
    };
  }
}
