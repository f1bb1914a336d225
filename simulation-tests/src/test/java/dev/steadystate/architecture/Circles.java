package dev.steadystate.architecture;

import com.google.common.graph.Graph;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.Graphs;
import com.google.common.graph.ImmutableGraph;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;

/**
 * Reports each dependency that is part of a circle of packages.
 *
 * <p>ArchUnit's own {@code beFreeOfCycles} stops short: it found one of the two planted circles.
 */
final class Circles extends ArchCondition<JavaClass> {
  private Graph<String> knows = GraphBuilder.directed().build();

  Circles() {
    super("make no circle of packages");
  }

  @Override
  public void init(Collection<JavaClass> classes) {
    ImmutableGraph.Builder<String> packages =
        GraphBuilder.directed().allowsSelfLoops(true).immutable();
    for (JavaClass from : classes) {
      packages.addNode(from.getPackageName());
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        packages.putEdge(from.getPackageName(), targetPackage(dependency));
      }
    }
    knows = packages.build();
  }

  @Override
  public void check(JavaClass from, ConditionEvents events) {
    for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
      String target = targetPackage(dependency);
      if (!target.equals(from.getPackageName())
          && Graphs.reachableNodes(knows, target).contains(from.getPackageName())) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }

  private static String targetPackage(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType().getPackageName();
  }
}
