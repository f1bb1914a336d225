package dev.steadystate.core.fate;

import static dev.steadystate.core.fate.ContainerFate.Behaviour.FAILING;
import static dev.steadystate.core.fate.ContainerFate.Behaviour.PASSING;
import static dev.steadystate.core.fate.Fates.container;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.core.fate.Fates.uniform;
import static dev.steadystate.core.fate.StartFailure.Stage.PULL;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.steadystate.core.random.Distribution;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.random.Stream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FateRulesTest {
  private static final FateRule PULL_FAILS = rule().failsIn(PULL, "CannotPullContainerError");

  @Test
  void allGoesWellWhereNoRuleMatches() {
    FateRules fates = Fates.of(PULL_FAILS.family("api"));

    assertThat(fate(fates, web(1))).isSameAs(Fate.good());
  }

  @ParameterizedTest(name = "{0} matches launch {1} of web:2 in service shop, cluster prod: {2}")
  @CsvSource({
    "web,   '',   '',   0, 0, true",
    "api,   '',   '',   0, 0, false",
    "web:2, '',   '',   0, 0, true",
    "web:1, '',   '',   0, 0, false",
    "'',    shop, '',   0, 0, true",
    "'',    cart, '',   0, 0, false",
    "'',    '',   prod, 0, 0, true",
    "'',    '',   test, 0, 0, false",
    "'',    '',   '',   1, 3, true",
    "'',    '',   '',   4, 9, false",
    "web:2, shop, prod, 3, 3, true",
    "web:2, shop, prod, 1, 2, false",
  })
  void matchesByWhatIsGiven(
      String definition, String service, String cluster, int first, int last, boolean matches) {
    FateRule rule = PULL_FAILS;
    String[] parts = definition.split(":", -1);
    rule = parts[0].isEmpty() ? rule : rule.family(parts[0]);
    rule = parts.length < 2 ? rule : rule.revision(Integer.parseInt(parts[1]));
    rule = service.isEmpty() ? rule : rule.service(service);
    rule = cluster.isEmpty() ? rule : rule.cluster(cluster);
    rule = first == 0 ? rule : rule.launches(first, last);

    Fate fate = fate(Fates.of(rule), new TaskFacts("prod", "shop", "web", 2, 3));

    assertThat(fate.failure() != null).isEqualTo(matches);
  }

  @Test
  void firstMatchWins() {
    FateRules fates = Fates.of(rule().family("web").pull(ofSeconds(1)), rule().pull(ofSeconds(2)));

    assertThat(fate(fates, web(1)).pull()).isEqualTo(1000);
  }

  @Test
  void stagesThatAreNotMentionedAreLeftToTheParameters() {
    Fate fate = fate(Fates.of(rule().activating(ofSeconds(9))), web(1));

    assertThat(fate.activating()).isEqualTo(9000);
    assertThat(List.of(fate.provisioning(), fate.pending(), fate.pull(), fate.deprovisioning()))
        .containsOnly(Fate.STANDARD);
  }

  @Test
  void thoseOutsideTheShareLookFurtherDown() {
    FateRules fates =
        Fates.of(
            rule().share("0.3").pull(ofSeconds(1)),
            rule().share("0.5").pull(ofSeconds(2)),
            rule().pull(ofSeconds(3)));

    List<Long> pulls = pulls(fates);

    assertThat(pulls.stream().filter(pull -> pull == 1000).count()).isBetween(250L, 350L);
    assertThat(pulls.stream().filter(pull -> pull == 2000).count()).isBetween(300L, 400L);
    assertThat(pulls.stream().filter(pull -> pull == 3000).count()).isBetween(300L, 400L);
  }

  @Test
  void anotherRuleLeavesTheDrawsOfARuleAsTheyWere() {
    FateRule drawn = rule().family("web").share("0.5").pull(uniform(ofSeconds(2), ofSeconds(8)));
    FateRule other = rule().family("api").share("0.5").pull(uniform(ofSeconds(1), ofSeconds(9)));

    assertThat(pulls(Fates.of(other, drawn))).isEqualTo(pulls(Fates.of(drawn)));
  }

  @Test
  void drawingOneThingMoreLeavesTheOthersAsTheyWere() {
    FateRule drawn = rule().pull(uniform(ofSeconds(2), ofSeconds(8)));

    assertThat(pulls(Fates.of(drawn.provisioning(uniform(ofSeconds(2), ofSeconds(8))))))
        .isEqualTo(pulls(Fates.of(drawn)));
    Fate both = fate(Fates.of(drawn.provisioning(uniform(ofSeconds(2), ofSeconds(8)))), web(1));
    assertThat(both.provisioning()).isNotEqualTo(both.pull());
  }

  @Test
  void containersDoWhatTheRuleSays() {
    FateRules fates =
        Fates.of(
            rule()
                .container(
                    container("app")
                        .exits(ofSeconds(90), 1)
                        .health(ofMinutes(10), FAILING)
                        .health(ofSeconds(35), PASSING)
                        .shutdown(ofSeconds(2)))
                .container(container("log").ignoresSigterm()));

    Fate fate = fate(fates, web(1));

    ContainerFate app = fate.container("app");
    assertThat(app.exitAfter()).isEqualTo(90_000);
    assertThat(app.exitCode()).isEqualTo(1);
    assertThat(app.shutdown()).isEqualTo(2000);
    assertThat(app.health())
        .containsExactly(
            new ContainerFate.HealthChange(35_000, PASSING),
            new ContainerFate.HealthChange(600_000, FAILING));
    assertThat(fate.container("log").shutdown()).isEqualTo(ContainerFate.NEVER);
    assertThat(fate.container("other")).isEqualTo(ContainerFate.good());
  }

  @Test
  void containersDrawForThemselves() {
    FateRules fates =
        Fates.of(
            rule()
                .container(container("a").exits(uniform(ofSeconds(0), ofMinutes(60)), 1))
                .container(container("b").exits(uniform(ofSeconds(0), ofMinutes(60)), 1)));

    Fate fate = fate(fates, web(1));

    assertThat(fate.container("a").exitAfter()).isNotEqualTo(fate.container("b").exitAfter());
  }

  @Test
  void refusesRulesThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule().revision(2))
        .withMessage("name the family before the revision 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule().launches(3, 1))
        .withMessage("launches want the lower number first, but found 3-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule().container(container("app")).container(container("app")));
  }

  @Test
  void refusesPatternsThatNoTaskCanMatch() {
    Optional<String> web = Optional.of("web");
    Optional<String> any = Optional.empty();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TaskPattern(any, OptionalInt.of(2), any, any, Optional.empty()))
        .withMessage("a revision needs the family it belongs to");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TaskPattern(web, OptionalInt.of(0), any, any, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule().launches(0, 3))
        .withMessage("launches are counted from 1, but found 0");
    assertThatIllegalArgumentException().isThrownBy(() -> container(""));
  }

  @ParameterizedTest(name = "exit code {0}")
  @ValueSource(ints = {-1, 256})
  void refusesExitCodesThatNoProcessHas(int code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> container("app").exits(ofSeconds(1), code))
        .withMessage("an exit code is from 0 to 255, but was " + code);
  }

  @Test
  void takesTheLeastAndTheGreatestExitCode() {
    FateRules fates =
        Fates.of(
            rule()
                .container(container("a").exits(ofSeconds(1), 0))
                .container(container("b").exits(ofSeconds(1), 255)));

    Fate fate = fate(fates, web(1));

    assertThat(fate.container("a").exitCode()).isZero();
    assertThat(fate.container("b").exitCode()).isEqualTo(255);
  }

  /** Each of these draws one thing for each task; all that differs is which. */
  static java.util.stream.Stream<FateRule> rulesThatDraw() {
    Distribution drawn = uniform(ofSeconds(1), ofMinutes(9));
    return java.util.stream.Stream.of(
        rule().provisioning(drawn),
        rule().pending(drawn),
        rule().pull(drawn),
        rule().activating(drawn),
        rule().deprovisioning(drawn),
        rule().pull(ofSeconds(1)).container(container("app").exits(drawn, 1)),
        rule().pull(ofSeconds(1)).container(container("app").health(drawn, FAILING)),
        rule().pull(ofSeconds(1)).container(container("app").shutdown(drawn)));
  }

  @ParameterizedTest
  @MethodSource("rulesThatDraw")
  void everyTaskDrawsForItself(FateRule rule) {
    FateRules fates = Fates.of(rule);

    assertThat(fate(fates, web(1))).isNotEqualTo(fate(fates, web(2)));
    assertThat(fate(fates, web(1))).isEqualTo(fate(fates, web(1)));
  }

  @Test
  void tasksOfARuleThatDrawsNothingTurnOutAlike() {
    FateRules fates =
        Fates.of(
            rule()
                .pull(Fates.constant(ofSeconds(3)))
                .container(container("app").exits(ofSeconds(9), 1).health(ofSeconds(2), FAILING)));

    assertThat(fate(fates, web(1))).isSameAs(fate(fates, web(2)));
    assertThat(fate(fates, web(1)).pull()).isEqualTo(3000);
  }

  @Test
  void everyStageTakesWhatTheRuleSays() {
    FateRules fates =
        Fates.of(
            rule()
                .provisioning(ofSeconds(1))
                .pending(ofSeconds(2))
                .pull(ofSeconds(3))
                .activating(ofSeconds(4))
                .deprovisioning(ofSeconds(5)));

    Fate fate = fate(fates, web(1));

    assertThat(
            List.of(
                fate.provisioning(),
                fate.pending(),
                fate.pull(),
                fate.activating(),
                fate.deprovisioning()))
        .containsExactly(1000L, 2000L, 3000L, 4000L, 5000L);
  }

  @Test
  void lengthsAreDrawnAroundTheirMeans() {
    FateRules exponential = Fates.of(rule().pull(Fates.exponential(ofSeconds(10))));
    FateRules normal = Fates.of(rule().pull(Fates.normal(ofSeconds(10), ofSeconds(1))));

    assertThat(mean(pulls(exponential))).isBetween(9_000.0, 11_000.0);
    assertThat(mean(pulls(normal))).isBetween(9_900.0, 10_100.0);
    assertThat(pulls(normal)).allMatch(pull -> pull > 5_000 && pull < 15_000);
  }

  private static double mean(List<Long> lengths) {
    return lengths.stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  @Test
  void aRuleForOneLaunchIsForNoOther() {
    FateRules fates = Fates.of(PULL_FAILS.launch(2));

    assertThat(fate(fates, web(1)).failure()).isNull();
    assertThat(fate(fates, web(2)).failure()).isNotNull();
    assertThat(fate(fates, web(3)).failure()).isNull();
  }

  @Test
  void failsAtTheStageAndForTheReasonOfTheRule() {
    Fate fate = fate(Fates.of(PULL_FAILS), web(1));

    assertThat(fate.failure()).isEqualTo(new StartFailure(PULL, "CannotPullContainerError"));
  }

  @Test
  void theRulesAreAValue() {
    FateRules rules = Fates.of(PULL_FAILS.family("web"));

    assertThat(rules)
        .isEqualTo(Fates.of(PULL_FAILS.family("web")))
        .hasSameHashCodeAs(Fates.of(PULL_FAILS.family("web")))
        .isNotEqualTo(Fates.of(PULL_FAILS.family("api")))
        .isNotEqualTo(rules.rules())
        .hasToString(rules.rules().toString());
    assertThat(rules.hashCode()).isNotEqualTo(Fates.of().hashCode());
    assertThat(rules.rules()).containsExactly(PULL_FAILS.family("web"));
  }

  @Test
  void aPatternReadsAsItWasSaid() {
    assertThat(TaskPattern.everyTask()).hasToString("{}");
    assertThat(rule().family("web").match()).hasToString("{taskDefinition: web}");
    assertThat(rule().family("web").revision(2).match().taskDefinition()).contains("web:2");
    assertThat(rule().match().taskDefinition()).isEmpty();
    assertThat(rule().family("w").revision(2).service("s").cluster("c").launches(1, 3).match())
        .hasToString("{taskDefinition: w:2, service: s, cluster: c, launches: 1-3}");
    assertThat(rule().launch(4).match()).hasToString("{launches: 4}");
  }

  @Test
  void withoutRulesAllGoesWell() {
    assertThat(FateSource.allGoesWell().fateOf(web(1), Stream.of(1))).isSameAs(Fate.good());
    assertThat(Fate.good().container("any")).isEqualTo(ContainerFate.good()).isNotNull();
  }

  private static TaskFacts web(int launch) {
    return new TaskFacts("default", "web", "web", 1, launch);
  }

  private static Fate fate(FateRules fates, TaskFacts task) {
    return fates.fateOf(task, Stream.of(Keys.with(Keys.of(0, "test"), task.launch())));
  }

  private static List<Long> pulls(FateRules fates) {
    return IntStream.range(0, 1000).mapToObj(i -> fate(fates, web(i)).pull()).toList();
  }
}
