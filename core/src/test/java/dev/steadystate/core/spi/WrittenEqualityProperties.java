package dev.steadystate.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Records whose equals is written out by hand: each is what its components are, all of them. */
class WrittenEqualityProperties {
  @Property
  void oneRequestForAPolicyIsAnother(
      @ForAll("requests") PolicyRequest one, @ForAll("requests") PolicyRequest other) {
    assertEqualByComponents(one, other);
  }

  @Property
  void someNeedsAreOthers(@ForAll("needs") Needs one, @ForAll("needs") Needs other) {
    assertEqualByComponents(one, other);
  }

  @Property
  void whatIsShownIsWhatWasShown(
      @ForAll("monitors") Plan.Monitor one, @ForAll("monitors") Plan.Monitor other) {
    assertEqualByComponents(one, other);
  }

  @Provide
  Arbitrary<PolicyRequest> requests() {
    Arbitrary<Boolean> flag = rarely(false, true);
    Arbitrary<ImmutableList<PlacementConstraint>> constraints =
        rarely(ImmutableList.of(), ImmutableList.of(PlacementConstraint.distinctInstance()));
    return Combinators.combine(
            flag,
            flag,
            rarely(LaunchType.EC2, LaunchType.FARGATE),
            constraints,
            constraints,
            WrittenEqualityProperties.<ImmutableList<PlacementStrategy>>rarely(
                ImmutableList.of(), ImmutableList.of(PlacementStrategy.random())),
            flag)
        .as(PolicyRequest::new);
  }

  @Provide
  Arbitrary<Needs> needs() {
    Arbitrary<Integer> number = rarely(0, 31);
    Arbitrary<ImmutableSortedSet<Integer>> ports =
        rarely(ImmutableSortedSet.of(), ImmutableSortedSet.of(80));
    return Combinators.combine(number, number, number, number, ports, ports).as(Needs::new);
  }

  @Provide
  Arbitrary<Plan.Monitor> monitors() {
    Arbitrary<String> status = rarely("MONITORING", "TRIGGERED");
    return Combinators.combine(
            status,
            rarely(3, 4),
            status,
            WrittenEqualityProperties.<ImmutableList<String>>rarely(
                ImmutableList.of(), ImmutableList.of("latency")))
        .as(Plan.Monitor::new);
  }

  /** Two of a kind differ in one component more often than in many. */
  private static <T> Arbitrary<T> rarely(T usual, T rare) {
    return Arbitraries.of(List.of(usual, usual, usual, usual, rare));
  }

  private static void assertEqualByComponents(Record one, Record other) {
    boolean same = components(one).equals(components(other));

    assertThat(one.equals(other)).isEqualTo(same);
    assertThat(one).isNotEqualTo("something else");
    if (same) {
      assertThat(one).hasSameHashCodeAs(other);
    }
  }

  private static List<Object> components(Record of) {
    List<Object> components = new ArrayList<>();
    for (RecordComponent component : of.getClass().getRecordComponents()) {
      try {
        components.add(component.getAccessor().invoke(of));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(component.getName(), e);
      }
    }
    return components;
  }
}
