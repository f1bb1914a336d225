package dev.steadystate.placement;

import dev.steadystate.core.model.EcsException;
import java.util.regex.Pattern;

/** Prefers what has the fewest tasks of the group (PL-40): instances, or values of an attribute. */
final class Spread {
  static final String ZONE = "ecs.availability-zone";

  private static final String ATTRIBUTE = "attribute:";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/\\\\.-]{1,128}");

  private Spread() {}

  static Strategy of(String field) {
    if (field.equals("instanceId") || field.equals("host")) {
      return new OverInstances();
    }
    if (field.startsWith(ATTRIBUTE)
        && NAME.matcher(field.substring(ATTRIBUTE.length())).matches()) {
      return new OverValues(field.substring(ATTRIBUTE.length()));
    }
    throw EcsException.invalidParameter("spread field '" + field + "' is invalid");
  }

  /** Returns the two strategies of a service that names none (PL-46). */
  static Strategy overZones() {
    return new OverValues(ZONE);
  }

  static Strategy overInstances() {
    return new OverInstances();
  }

  private record OverValues(String attribute) implements Strategy {
    @Override
    public long score(Candidate candidate) {
      return candidate.tasksWithSame(attribute);
    }

    @Override
    public Basis basis() {
      return Basis.tasksPerValueOf(attribute);
    }

    @Override
    public String toString() {
      return "spread(" + ATTRIBUTE + attribute + ")";
    }
  }

  private record OverInstances() implements Strategy {
    @Override
    public long score(Candidate candidate) {
      return candidate.tasks();
    }

    @Override
    public Basis basis() {
      return Basis.instance();
    }

    @Override
    public String toString() {
      return "spread(instanceId)";
    }
  }
}
