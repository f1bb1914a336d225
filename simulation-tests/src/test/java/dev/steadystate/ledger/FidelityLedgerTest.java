package dev.steadystate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FidelityLedgerTest {
  private static final ImmutableList<String> MODULES =
      ImmutableList.of("core", "placement", "deployment", "simulation-tests");

  private static final Path MODULE = module();

  @Test
  void everySimulatedRuleHasATestAndEveryTestAKnownRule() throws IOException {
    assertThat(Ledger.read(MODULE.resolve("src/main/ledger")).faults(uses())).isEmpty();
  }

  @Test
  void fidelityPageSaysWhatLedgerAndTestsSay() throws IOException {
    Path page = MODULE.resolve("FIDELITY.md");
    String report = FidelityReport.of(Ledger.read(MODULE.resolve("src/main/ledger")), uses());
    if (Boolean.getBoolean("steadystate.rewrite")) {
      Files.writeString(page, report);
    }

    assertThat(Files.exists(page) ? Files.readString(page) : "")
        .as("FIDELITY.md is stale; -Dsteadystate.rewrite=true rewrites it")
        .isEqualTo(report);
  }

  @Test
  void readsAnnotationsOfMethodsAndTypes() {
    RuleUses uses =
        RuleUses.of(
            "ATest",
            """
            // @Rule("XX-1") in a comment
            @Rule("SS-1")
            class ATest {
              String text = "@Rule(\\"XX-2\\") void in() a text";

              @ParameterizedTest(name = "{0}")
              @Rule({"SS-2", "SS-3"})
              @CsvSource({"a (b)", "c"})
              <T extends Comparable<T>> void passes(T it) {}

              @Rule("SS-2")
              @Test
              void starts() {}
            }
            """);

    assertThat(uses.testsByRule().asMap().toString())
        .isEqualTo("{SS-1=[ATest], SS-2=[ATest.passes, ATest.starts], SS-3=[ATest.passes]}");
  }

  @Test
  void readsRangesOfRules() {
    LedgerRow row =
        LedgerRow.read("| SCL-9 to SCL-11 | Sentence. | API | documented | | later: it comes |");

    assertThat(row.ids()).containsExactly("SCL-9", "SCL-10", "SCL-11");
  }

  private static RuleUses uses() throws IOException {
    return RuleUses.in(MODULE.resolveSibling("."), MODULES);
  }

  /** Tests run in the folder of their module under Maven, and in the root of all elsewhere. */
  private static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("src/main/ledger"))
        ? here
        : here.resolve("simulation-tests");
  }
}
