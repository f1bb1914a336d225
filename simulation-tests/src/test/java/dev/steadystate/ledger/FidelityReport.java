package dev.steadystate.ledger;

import static java.util.stream.Collectors.joining;

/** Writes the ledger for readers, each rule with the tests that prove it. */
final class FidelityReport {
  private static final String INTRODUCTION =
      """
      # Fidelity

      What this simulation knows of Amazon ECS, rule by rule. This file is written by the build from
      `src/main/ledger` and from the `@Rule` annotations of the tests in all modules; do not edit it.
      After a change of either, rewrite it with

          mvn -pl simulation-tests -am test -Dtest=FidelityLedgerTest \\
              -Dsurefire.failIfNoSpecifiedTests=false -Dsteadystate.rewrite=true

      - **Id**: by this the code and the tests name the rule.
      - **Rule**: what it says, in short; in quotation marks, what an event is about.
      - **Source**: where it comes from. Guide and API are those of Amazon ECS; a name with a number
        is a public issue.
      - **Basis**: *documented* by AWS, *observed* in somebody's published output, or *our choice*
        where AWS is silent or contradicts itself.
      - **Parameter**: what changes it, where something does.
      - **Status**: *simulated*; *simulated, untested* if no test bears the id, with the reason;
        *later* or *not simulated*, with the reason.
      - **Tests**: those that fail without the rule.
      """;

  private FidelityReport() {}

  static String of(Ledger ledger, RuleUses uses) {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    text.append('\n').append(summary(ledger)).append('\n');
    for (Ledger.Page page : ledger.pages()) {
      text.append("\n## ").append(page.title()).append("\n\n");
      text.append("| Id | Rule | Source | Basis | Parameter | Status | Tests |\n");
      text.append("|---|---|---|---|---|---|---|\n");
      for (LedgerRow row : page.rows()) {
        text.append(line(row, uses)).append('\n');
      }
    }
    return text.toString();
  }

  private static String summary(Ledger ledger) {
    int simulated = 0;
    int untested = 0;
    int later = 0;
    int not = 0;
    for (LedgerRow row : ledger.rows()) {
      int rules = row.ids().size();
      if (row.isUntested()) {
        untested += rules;
      } else if (row.isSimulated()) {
        simulated += rules;
      } else if (row.status().startsWith("later")) {
        later += rules;
      } else {
        not += rules;
      }
    }
    return String.format(
        java.util.Locale.ROOT,
        "%d rules and worked examples are simulated and proved, %d are simulated without a test"
            + " of their own,\n%d come later, %d are not simulated.",
        simulated,
        untested,
        later,
        not);
  }

  private static String line(LedgerRow row, RuleUses uses) {
    return "| "
        + String.join(
            " | ",
            row.label(),
            row.rule(),
            row.source(),
            row.basis(),
            row.parameters().stream().map(it -> "`" + it + "`").collect(joining(", ")),
            row.status(),
            uses.tests(row.ids()).stream().map(it -> "`" + it + "`").collect(joining("<br>")))
        + " |";
  }
}
