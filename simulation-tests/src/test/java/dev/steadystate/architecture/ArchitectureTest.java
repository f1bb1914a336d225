package dev.steadystate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The libraries keep each rule, and each rule rejects a class that was planted to break it.
 *
 * <p>The second half keeps the first honest: a rule that nothing can break says nothing.
 */
class ArchitectureTest {
  private static final JavaClasses LIBRARIES =
      new ClassFileImporter()
          .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(
              House.REAL.room("core"), House.REAL.room("placement"), House.REAL.room("deployment"));

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages(House.PLANTED.root());

  @Test
  void placementDoesNotKnowDeployment() {
    assertKeptAndKeepable(
        ArchitectureRules::placementDoesNotKnowDeployment, "placement.KnowsDeployment");
  }

  @Test
  void deploymentDoesNotKnowPlacement() {
    assertKeptAndKeepable(
        ArchitectureRules::deploymentDoesNotKnowPlacement, "deployment.KnowsPlacement");
  }

  @Test
  void coreKnowsNeitherPlacementNorDeployment() {
    assertKeptAndKeepable(
        ArchitectureRules::coreKnowsNeitherPlacementNorDeployment,
        "core.KnowsPlacementAndDeployment");
  }

  @Test
  void extensionPointsSpeakOnlyOfValues() {
    assertKeptAndKeepable(
        ArchitectureRules::extensionPointsSpeakOnlyOfValues, "core.spi.KnowsTheEngine");
  }

  @Test
  void onlyJsonTouchesJackson() {
    assertKeptAndKeepable(ArchitectureRules::onlyJsonTouchesJackson, "core.journal.TouchesJackson");
  }

  @Test
  void packagesMakeNoCircle() {
    assertKeptAndKeepable(
        ArchitectureRules::packagesMakeNoCircle,
        "core.model.RunsInACircle",
        "core.fate.RunsInACircleToo");
  }

  @Test
  void everyPackageIsNullMarked() {
    assertKeptAndKeepable(ArchitectureRules::everyPackageIsNullMarked, "core.unmarked.SaysNull");
  }

  @Test
  void nothingReadsTheWallClock() {
    assertKeptAndKeepable(ArchitectureRules::nothingReadsTheWallClock, "core.engine.ReadsTheClock");
  }

  @Test
  void nothingAsksWhereItRuns() {
    assertKeptAndKeepable(ArchitectureRules::nothingAsksWhereItRuns, "core.engine.AsksTheMachine");
  }

  @Test
  void nothingIsLeftToUnseededChance() {
    assertKeptAndKeepable(
        ArchitectureRules::nothingIsLeftToUnseededChance, "core.random.RollsUnseeded");
  }

  @Test
  void chanceIsMadeInOnePlace() {
    assertKeptAndKeepable(ArchitectureRules::chanceIsMadeInOnePlace, "core.engine.RollsDice");
  }

  @Test
  void nothingStartsAThread() {
    assertKeptAndKeepable(ArchitectureRules::nothingStartsAThread, "core.engine.StartsThreads");
  }

  @Test
  void nothingSpeaksToTheConsole() {
    assertKeptAndKeepable(
        ArchitectureRules::nothingSpeaksToTheConsole, "core.engine.SpeaksToTheConsole");
  }

  @Test
  void nothingAsksForAnIdentityHash() {
    assertKeptAndKeepable(
        ArchitectureRules::nothingAsksForAnIdentityHash, "core.engine.AsksForIdentity");
  }

  @Test
  void decisionsWalkInOneOrder() {
    assertKeptAndKeepable(ArchitectureRules::decisionsWalkInOneOrder, "core.engine.WalksAtRandom");
  }

  @Test
  void decisionsUseNoFloatingPoint() {
    assertKeptAndKeepable(
        ArchitectureRules::decisionsUseNoFloatingPoint, "core.engine.ComputesWithFractions");
  }

  @Test
  void higherMathematicsIsStrict() {
    assertKeptAndKeepable(
        ArchitectureRules::higherMathematicsIsStrict, "core.model.DependsOnTheProcessor");
  }

  @Test
  void higherMathematicsBelongsToChance() {
    assertKeptAndKeepable(
        ArchitectureRules::higherMathematicsBelongsToChance, "core.model.DoesHigherMathematics");
  }

  private static void assertKeptAndKeepable(
      Function<House, ArchRule> rule, String... plantedClasses) {
    rule.apply(House.REAL).check(LIBRARIES);

    EvaluationResult planted = rule.apply(House.PLANTED).evaluate(PLANTED);
    for (String name : plantedClasses) {
      JavaClass culprit = PLANTED.get(House.PLANTED.room(name));
      assertThat(planted.getFailureReport().getDetails())
          .allMatch(line -> !line.contains(".May"), "blames no class that may")
          .anyMatch(line -> line.contains(culprit.getName()))
          .satisfies(lines -> assertNamesEachMember(lines, culprit));
    }
  }

  private static void assertNamesEachMember(Iterable<? extends String> lines, JavaClass culprit) {
    ImmutableList<String> members =
        culprit.getMembers().stream()
            .map(JavaMember::getFullName)
            .filter(name -> !name.contains("<init>") && !name.contains("lambda$"))
            .sorted()
            .collect(ImmutableList.toImmutableList());
    assertThat(members)
        .allSatisfy(member -> assertThat(lines).anyMatch(line -> line.contains(member)));
  }
}
