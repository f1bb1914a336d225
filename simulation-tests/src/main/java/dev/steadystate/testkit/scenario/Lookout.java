package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.ServiceCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for what one expectation is about. */
final class Lookout {
  private final Expectation expectation;

  /** For each expected event the first one that holds it. */
  private final @Nullable String[] events;

  Lookout(Expectation expectation) {
    this.expectation = expectation;
    this.events = new String[expectation.events().size()];
  }

  Expectation expectation() {
    return expectation;
  }

  boolean looksForEvents() {
    return events.length > 0;
  }

  /** Takes note of a service event. */
  void note(JournalEntry entry) {
    if (entry.kind() != EntryKind.SERVICE_EVENT
        || !isAbout(entry.subject().cluster(), entry.subject().service())) {
      return;
    }
    String text = entry.text();
    for (int i = 0; i < events.length; i++) {
      if (events[i] == null && text.contains(expectation.events().get(i))) {
        events[i] = text;
      }
    }
  }

  /** A service without a cluster is one of the cluster that ECS takes for meant. */
  private boolean isAbout(String cluster, String service) {
    Optional<String> named =
        expectation.service().isPresent()
            ? Optional.of(expectation.cluster().orElse("default"))
            : expectation.cluster();
    return named.map(cluster::equals).orElse(true)
        && expectation.service().map(service::equals).orElse(true);
  }

  /** Returns what is there now. */
  Sight look(List<? extends ServiceCounts> services) {
    Sight sight = new Sight();
    for (ServiceCounts service : services) {
      if (isAbout(service.clusterName(), service.name())) {
        if (expectation.service().isPresent()) {
          // Of services that had the name one after the other, the latest has it now.
          sight = new Sight();
        }
        sight.add(service);
      }
    }
    return sight;
  }

  boolean isMet(Sight sight) {
    return expectation.runningCount().map(range -> range.contains(sight.running)).orElse(true)
        && expectation.pendingCount().map(range -> range.contains(sight.pending)).orElse(true)
        && expectation.steady().map(steady -> steady == sight.isSteady()).orElse(true)
        && expectation.rolloutState().map(sight::isAll).orElse(true)
        && eventsFound().size() == events.length;
  }

  private ImmutableList<String> eventsFound() {
    ImmutableList.Builder<String> found = ImmutableList.builder();
    for (String event : events) {
      if (event != null) {
        found.add(event);
      }
    }
    return found.build();
  }

  /** Returns the members that the expectation names, with what was seen. */
  Document found(Sight sight) {
    Document.Builder found = Document.builder();
    if (expectation.runningCount().isPresent()) {
      found.put("runningCount", sight.running);
    }
    if (expectation.pendingCount().isPresent()) {
      found.put("pendingCount", sight.pending);
    }
    if (expectation.steady().isPresent()) {
      found.put("steady", sight.isSteady());
    }
    if (expectation.rolloutState().isPresent()) {
      found.putUnlessEmpty("rolloutState", sight.rolloutStates());
    }
    if (looksForEvents()) {
      found.put("events", eventsFound());
    }
    return found.build();
  }

  /** The services in question at one instant, added up. */
  static final class Sight {
    private int running;
    private int pending;
    private int services;
    private boolean steady = true;
    private final List<RolloutState> rollouts = new ArrayList<>(1);

    private void add(ServiceCounts service) {
      services++;
      running += service.runningCount();
      pending += service.pendingCount();
      if (service.status() != ServiceStatus.INACTIVE) {
        steady &= service.isSteady();
        rollouts.add(service.rolloutState());
      }
    }

    int running() {
      return running;
    }

    int pending() {
      return pending;
    }

    /** Returns whether there is a service, and all that are not gone are in steady state. */
    boolean isSteady() {
      return services > 0 && steady && !rollouts.isEmpty();
    }

    private boolean isAll(RolloutState wanted) {
      return !rollouts.isEmpty() && rollouts.stream().allMatch(state -> state == wanted);
    }

    /** Returns the state that all have; several of them, the others behind it; or nothing. */
    private String rolloutStates() {
      return String.join(", ", rollouts.stream().map(RolloutState::name).distinct().toList());
    }
  }
}
