package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The latest hundred events of a service (EG-2), their times within a tick (EG-10), and which
 * messages are left out because they were said already (EG-8, EG-9).
 */
final class EventWindow {
  static final int SIZE = 100;
  static final long REPEAT = 21_600_000L;

  /** What each pass names again for as long as it is so. */
  private static final ImmutableList<EventKind> OBSTACLES =
      ImmutableList.of(
          EventKind.BLOCKED_BY_BOUNDS,
          EventKind.SCALE_IN_PROTECTED,
          EventKind.REBALANCE_PROTECTED,
          EventKind.LAUNCHES_LIMITED);

  /** One event; its text and id are made when read. */
  record Event(long at, long key, EventMessage message) {}

  private Event[] ring = {};
  private long emitted;
  private long lastTime = Long.MIN_VALUE;

  /** When each suppressible message was last let through, by kind and text. */
  private final TreeMap<EventKind, List<Said>> said = new TreeMap<>();

  private record Said(EventMessage message, long tick) {}

  /** Kinds seen in this pass, so that a cause that is not named again counts as resolved. */
  private int namedInPass;

  EventWindow copy() {
    EventWindow copy = new EventWindow();
    copy.ring = ring.clone();
    copy.emitted = emitted;
    copy.lastTime = lastTime;
    said.forEach((kind, list) -> copy.said.put(kind, new ArrayList<>(list)));
    copy.namedInPass = namedInPass;
    return copy;
  }

  /** Returns whether the message may be emitted at this tick, and remembers it if so. */
  boolean admits(EventMessage message, long tick) {
    EventKind kind = message.kind();
    if (!isSuppressible(kind)) {
      return true;
    }
    namedInPass |= 1 << kind.ordinal();
    List<Said> list = said.computeIfAbsent(kind, unused -> new ArrayList<>(1));
    for (int i = 0; i < list.size(); i++) {
      Said before = list.get(i);
      if (before.message().equals(message)) {
        if (tick - before.tick() < REPEAT) {
          return false;
        }
        list.set(i, new Said(message, tick));
        return true;
      }
    }
    list.add(new Said(message, tick));
    return true;
  }

  /**
   * Returns the time of the next event of this tick: one millisecond after the one before (EG-10),
   * also where ticks are closer together than their events.
   */
  long nextTime(long tick) {
    lastTime = Math.max(tick, lastTime) + 1;
    return lastTime;
  }

  void add(long at, long key, EventMessage message) {
    if (ring.length < SIZE && emitted == ring.length) {
      ring = Arrays.copyOf(ring, Math.min(SIZE, Math.max(8, ring.length * 2)));
    }
    ring[(int) (emitted++ % SIZE)] = new Event(at, key, message);
  }

  /** Returns how many events were ever emitted. */
  long emitted() {
    return emitted;
  }

  /** Returns the events kept, newest first. */
  List<Event> newestFirst() {
    int size = (int) Math.min(emitted, SIZE);
    Event[] events = new Event[size];
    int oldest = (int) ((emitted - size) % SIZE);
    int toTheEnd = Math.min(size, ring.length - oldest);
    System.arraycopy(ring, oldest, events, 0, toTheEnd);
    System.arraycopy(ring, 0, events, toTheEnd, size - toTheEnd);
    return Lists.reverse(Arrays.asList(events));
  }

  /** A task was launched: placement and throttle problems count as resolved (EG-9). */
  void launched() {
    if (!said.isEmpty()) {
      said.remove(EventKind.UNPLACED);
      said.remove(EventKind.COULD_NOT_LAUNCH);
      said.remove(EventKind.THROTTLED);
      said.remove(EventKind.UNPLACED_IN_ZONE);
      said.remove(EventKind.UNPLACED_IN_FARGATE_ZONE);
    }
  }

  void passBegins() {
    namedInPass = 0;
  }

  /** What blocked the service and was not named again in this pass no longer does. */
  void passEnds() {
    if (!said.isEmpty()) {
      OBSTACLES.forEach(this::resolveUnnamed);
    }
  }

  private void resolveUnnamed(EventKind kind) {
    if ((namedInPass & (1 << kind.ordinal())) == 0) {
      said.remove(kind);
    }
  }

  /** Returns what was said to block the service and was still so in its last pass. */
  ImmutableList<EventMessage> obstacles() {
    ImmutableList.Builder<EventMessage> obstacles = ImmutableList.builder();
    for (EventKind kind : OBSTACLES) {
      for (Said before : said.getOrDefault(kind, ImmutableList.of())) {
        obstacles.add(before.message());
      }
    }
    return obstacles.build();
  }

  /** Returns whether a message of this kind is left out while its cause was named lately (EG-8). */
  static boolean isSuppressible(EventKind kind) {
    return switch (kind) {
      case UNPLACED,
          COULD_NOT_LAUNCH,
          LAUNCHES_LIMITED,
          BLOCKED_BY_BOUNDS,
          THROTTLED,
          UNPLACED_IN_ZONE,
          UNPLACED_IN_FARGATE_ZONE,
          REBALANCE_PROTECTED,
          SCALE_IN_PROTECTED ->
          true;
      case STARTED,
          STARTED_REPLACEMENTS,
          STOPPED,
          STOPPED_PENDING,
          REGISTERED,
          DEREGISTERED,
          DRAINING,
          DEPLOYMENT_COMPLETED,
          STEADY,
          FAILED_CONTAINER_HEALTH,
          DEPLOYMENT_FAILED,
          DEPLOYMENT_FAILED_BY_ALARM,
          ROLLING_BACK,
          NOT_AZ_BALANCED,
          STARTED_TO_REBALANCE,
          STOPPED_TO_REBALANCE,
          REBALANCE_STOPPED,
          AZ_BALANCED ->
          false;
    };
  }
}
