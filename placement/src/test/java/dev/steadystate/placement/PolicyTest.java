package dev.steadystate.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.spi.PlacementEngine;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.placement.query.QuerySyntaxException;
import java.util.Collections;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What services and runs may ask of placement, and how bad requests are refused. */
class PolicyTest {
  private static final String ZONES = "attribute:ecs.availability-zone";
  private static final PlacementConstraint IN_A =
      PlacementConstraint.memberOf("attribute:ecs.availability-zone == a");

  private final PlacementEngine engine = new EcsPlacementEngine();

  @Test
  void isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(PlacementEngine.class))
        .singleElement()
        .isInstanceOf(EcsPlacementEngine.class)
        .hasToString(
            "ECS placement, strategies [binpack, random, spread],"
                + " constraints [distinctInstance, memberOf]");
  }

  // PL-40, PL-43, PL-44 and file 8, section 6
  @Rule({"PL-40", "PL-43", "PL-44"})
  @ParameterizedTest(name = "{0}({1}): {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sperad  | instanceId      | unknown placement strategy 'sperad', expected one of [binpack, random, spread]
          Spread  | instanceId      | unknown placement strategy 'Spread', expected one of [binpack, random, spread]
          binpack | disk            | binpack field 'disk' is invalid
          binpack | ''              | binpack field '' is invalid
          random  | cpu             | random field should not be specified
          spread  | ''              | spread field '' is invalid
          spread  | zone            | spread field 'zone' is invalid
          spread  | attribute:      | spread field 'attribute:' is invalid
          spread  | attribute:a b   | spread field 'attribute:a b' is invalid
          """)
  void refusesAStrategyThatEcsDoesNotHave(String type, String field, String message) {
    assertRefused(strategies(new PlacementStrategy(type, field)), message);
  }

  /** Answers of ECS and programs made after them have the fields in capitals. */
  @Rule("PL-43")
  @ParameterizedTest
  @CsvSource({"cpu, CPU", "memory, MEMORY", "CPU, CPU", "MEMORY, MEMORY"})
  void acceptsEveryFieldToPackBy(String field, Binpack expected) {
    assertThat(Binpack.of(field)).isSameAs(expected);
    assertThat(engine.policy(strategies(PlacementStrategy.binpack(field)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "instanceId",
        "host",
        ZONES,
        "attribute:ecs.instance-type",
        "attribute:a_b/c\\d.e-f"
      })
  void acceptsEveryFieldToSpreadOver(String field) {
    assertThat(engine.policy(strategies(PlacementStrategy.spread(field))))
        .asString()
        .contains("[spread(" + field + ")]");
  }

  @Rule("CQ-31")
  @Test
  void acceptsAttributeNamesOfUpTo128Characters() {
    String longest = "attribute:" + "x".repeat(128);

    assertThat(engine.policy(strategies(PlacementStrategy.spread(longest)))).isNotNull();
    assertRefused(
        strategies(PlacementStrategy.spread(longest + "x")),
        "spread field '" + longest + "x' is invalid");
  }

  @Rule("PL-7")
  @Test
  void acceptsFiveStrategiesAndNoMore() {
    PlacementStrategy spread = PlacementStrategy.spread("instanceId");

    assertThat(engine.policy(strategies(Collections.nCopies(5, spread)))).isNotNull();
    assertRefused(strategies(Collections.nCopies(6, spread)), "Maximum number of strategies is 5");
  }

  @Rule({"PL-6", "PL-7"})
  @Test
  void acceptsTenConstraintsAndNoMoreThoseOfTheTaskDefinitionIncluded() {
    assertThat(engine.policy(constraints(6, 4))).isNotNull();
    assertRefused(
        constraints(6, 5),
        "Maximum number of placement constraints is 10, those of the task definition included");
  }

  @Rule("PL-7")
  @Test
  void acceptsExpressionsOf2000CharactersAndNoMore() {
    String expression = "attribute:stack == " + "x".repeat(1981);

    assertThat(engine.policy(Wants.service(PlacementConstraint.memberOf(expression)))).isNotNull();
    assertRefused(
        Wants.service(PlacementConstraint.memberOf(expression + "x")),
        "an expression has at most 2000 characters, but was 2001");
  }

  @Test
  void refusesConstraintsThatEcsDoesNotHave() {
    assertRefused(
        Wants.service(new PlacementConstraint("memberof", "runningTasksCount == 1")),
        "unknown placement constraint 'memberof', expected one of [distinctInstance, memberOf]");
    assertRefused(
        Wants.service(new PlacementConstraint("distinctInstance", "runningTasksCount == 1")),
        "distinctInstance expression should not be specified");
    assertRefused(
        Wants.service(PlacementConstraint.memberOf(" ")), "memberOf expression must be specified");
  }

  @Rule("CQ-7")
  @Test
  void pointsAtAMistakeInAnExpression() {
    assertThatThrownBy(
            () ->
                engine.policy(Wants.service(PlacementConstraint.memberOf("attribute:stack prod"))))
        .isInstanceOf(EcsException.class)
        .hasMessageStartingWith("Invalid expression: expected an operator")
        .hasMessageContaining("attribute:stack prod\n                ^")
        .hasRootCauseInstanceOf(QuerySyntaxException.class);
    assertThatThrownBy(() -> engine.filter("attribute:stack", false))
        .isInstanceOf(EcsException.class);
  }

  @Rule("PL-6")
  @Test
  void refusesDistinctInstanceInATaskDefinition() {
    assertRefused(
        new PolicyRequest(
            true,
            false,
            LaunchType.EC2,
            ImmutableList.of(PlacementConstraint.distinctInstance()),
            ImmutableList.of(),
            ImmutableList.of(),
            false),
        "a task definition cannot have the placement constraint 'distinctInstance'");
  }

  // PL-5 and file 8, section 6
  @Rule("PL-5")
  @Test
  void refusesStrategiesAndConstraintsOnFargate() {
    assertRefused(
        of(LaunchType.FARGATE, false, ImmutableList.of(), PlacementStrategy.random()),
        "Placement strategies are not supported with FARGATE launch type");
    assertRefused(
        of(LaunchType.FARGATE, false, ImmutableList.of(IN_A)),
        "Placement constraints are not supported with FARGATE launch type");
    assertRefused(
        new PolicyRequest(
            true,
            false,
            LaunchType.FARGATE,
            ImmutableList.of(IN_A),
            ImmutableList.of(),
            ImmutableList.of(),
            false),
        "Placement constraints are not supported with FARGATE launch type");
    assertThat(engine.policy(of(LaunchType.FARGATE, false, ImmutableList.of()))).isNotNull();
  }

  // SS-21 and file 8, section 6
  @Rule("SS-21")
  @Test
  void refusesStrategiesForDaemons() {
    assertRefused(
        of(LaunchType.EC2, true, ImmutableList.of(), PlacementStrategy.random()),
        "The daemon scheduling strategy does not support placement strategies");
    assertThat(engine.policy(of(LaunchType.EC2, true, ImmutableList.of(IN_A)))).isNotNull();
  }

  @Rule({"PL-46", "PL-47"})
  @Test
  void balancesServicesOverZonesAndDrawsForRuns() {
    assertThat(engine.policy(Wants.service()))
        .hasToString(
            "strategies [spread(attribute:ecs.availability-zone), spread(instanceId)],"
                + " constraints []");
    assertThat(engine.policy(Wants.run())).hasToString("strategies [random], constraints []");
  }

  @Rule("PL-26")
  @Test
  void checksDistinctInstanceFirstAndExpressionsInTheirOrder() {
    PlacementPolicy policy =
        engine.policy(
            new PolicyRequest(
                true,
                false,
                LaunchType.EC2,
                ImmutableList.of(PlacementConstraint.memberOf("runningTasksCount < 3")),
                ImmutableList.of(
                    PlacementConstraint.memberOf("runningTasksCount < 2"),
                    PlacementConstraint.distinctInstance(),
                    PlacementConstraint.memberOf("runningTasksCount < 1")),
                ImmutableList.of(PlacementStrategy.random()),
                false));

    assertThat(policy)
        .hasToString(
            "strategies [random], constraints [distinctInstance, memberOf(runningTasksCount < 2),"
                + " memberOf(runningTasksCount < 1), memberOf(runningTasksCount < 3)]");
  }

  @Rule({"PL-81", "PL-82"})
  @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
  @CsvSource({
    "EC2, false, '', '', true",
    "EC2, false, spread attribute:ecs.availability-zone, '', true",
    "EC2, false, spread instanceId, '', false",
    "EC2, false, binpack cpu, '', false",
    "EC2, false, spread attribute:rack, '', false",
    "EC2, false, '', attribute:rack == 1, true",
    "EC2, false, '', attribute:rack == 1 and attribute:ecs.availability-zone != a, false",
    "EC2, true, '', '', false",
    "EXTERNAL, false, '', '', false",
    "FARGATE, false, '', '', true",
  })
  void knowsWhichServicesMayBeRebalanced(
      LaunchType launchType, boolean daemon, String strategy, String memberOf, boolean eligible) {
    String[] words = strategy.split(" ", 2);
    PolicyRequest request =
        of(
            launchType,
            daemon,
            memberOf.isEmpty()
                ? ImmutableList.of()
                : ImmutableList.of(PlacementConstraint.memberOf(memberOf)),
            strategy.isEmpty()
                ? new PlacementStrategy[0]
                : new PlacementStrategy[] {
                  new PlacementStrategy(words[0], words[1]), PlacementStrategy.binpack("cpu")
                });

    assertThat(engine.policy(request).allowsZoneRebalancing()).isEqualTo(eligible);
  }

  @Rule("PL-82")
  @Test
  void looksAtConstraintsOfTheTaskDefinitionTooBeforeRebalancing() {
    PolicyRequest request =
        new PolicyRequest(
            true,
            false,
            LaunchType.EC2,
            ImmutableList.of(IN_A),
            ImmutableList.of(PlacementConstraint.distinctInstance()),
            ImmutableList.of(),
            false);

    assertThat(engine.policy(request).allowsZoneRebalancing()).isFalse();
  }

  @Rule("CQ-14")
  @Test
  void readsRegularExpressionsAsTheParameterSays() {
    FakeCluster cluster = new FakeCluster();
    cluster.register(FakeCluster.machine("i-1", "a").with("type", "t2.small"));

    assertThat(engine.filter("attribute:type =~ t2", false).matches(cluster, 0)).isFalse();
    assertThat(engine.filter("attribute:type =~ t2", true).matches(cluster, 0)).isTrue();
    assertThat(fits(cluster, false)).isFalse();
    assertThat(fits(cluster, true)).isTrue();
  }

  private boolean fits(FakeCluster cluster, boolean regexFind) {
    PolicyRequest request =
        new PolicyRequest(
            true,
            false,
            LaunchType.EC2,
            ImmutableList.of(),
            ImmutableList.of(PlacementConstraint.memberOf("attribute:type =~ t2")),
            ImmutableList.of(),
            regexFind);
    return engine
        .placer(cluster)
        .fits(Wants.launch(cluster.group("web"), engine.policy(request), Wants.NOTHING), 0);
  }

  @Test
  void isEqualWhenAskedForAlike() {
    PlacementPolicy policy = engine.policy(Wants.service());
    PlacementPolicy same = policy;

    assertThat(policy)
        .isEqualTo(same)
        .isEqualTo(engine.policy(Wants.service()))
        .hasSameHashCodeAs(engine.policy(Wants.service()))
        .isNotEqualTo(engine.policy(Wants.run()))
        .isNotEqualTo(
            EcsPlacementEngine.with(
                    PlacementRegistry.standard().withStrategy("mine", field -> candidate -> 0))
                .policy(Wants.service()))
        .isNotEqualTo("a policy");
  }

  @Test
  void refusesPoliciesOfOtherEngines() {
    FakeCluster cluster = FakeCluster.fleet();

    assertThatThrownBy(
            () ->
                engine
                    .placer(cluster)
                    .place(Wants.launch(cluster.group("web"), () -> true, Wants.NOTHING)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a policy of EcsPlacementEngine");
  }

  @Test
  void refusesConstraintsThatPassForSomethingElse() {
    ConstraintType posing =
        new ConstraintType() {
          @Override
          public Constraint create(Expression expression) {
            return candidate -> true;
          }

          @Override
          public Refusal.Check check() {
            return Refusal.Check.CPU;
          }
        };

    assertThatThrownBy(() -> PlacementRegistry.standard().withConstraint("posing", posing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a placement constraint is refused as one of [DISTINCT_INSTANCE, MEMBER_OF,"
                + " CONSTRAINT], but posing as CPU");
  }

  private void assertRefused(PolicyRequest request, String message) {
    assertThatThrownBy(() -> engine.policy(request))
        .isInstanceOf(EcsException.class)
        .hasMessage(message)
        .extracting(refusal -> ((EcsException) refusal).errorType())
        .isEqualTo("InvalidParameterException");
  }

  private static PolicyRequest strategies(PlacementStrategy... strategies) {
    return Wants.service(strategies);
  }

  private static PolicyRequest strategies(Iterable<PlacementStrategy> strategies) {
    return of(
        LaunchType.EC2,
        false,
        ImmutableList.of(),
        ImmutableList.copyOf(strategies).toArray(new PlacementStrategy[0]));
  }

  private static PolicyRequest constraints(int ofService, int ofTaskDefinition) {
    return new PolicyRequest(
        true,
        false,
        LaunchType.EC2,
        ImmutableList.copyOf(Collections.nCopies(ofTaskDefinition, IN_A)),
        ImmutableList.copyOf(Collections.nCopies(ofService, IN_A)),
        ImmutableList.of(),
        false);
  }

  private static PolicyRequest of(
      LaunchType launchType,
      boolean daemon,
      ImmutableList<PlacementConstraint> constraints,
      PlacementStrategy... strategies) {
    return new PolicyRequest(
        true,
        daemon,
        launchType,
        ImmutableList.of(),
        constraints,
        ImmutableList.copyOf(strategies),
        false);
  }
}
