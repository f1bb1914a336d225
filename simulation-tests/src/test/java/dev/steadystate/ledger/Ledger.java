package dev.steadystate.ledger;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.model.ParameterNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules as {@code src/main/ledger} lists them, file by file. */
record Ledger(ImmutableList<Page> pages) {

  /** The rows under one title. */
  record Page(String file, String title, ImmutableList<LedgerRow> rows) {}

  static Ledger read(Path folder) throws IOException {
    ImmutableList.Builder<Page> pages = ImmutableList.builder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".md")).sorted().toList()) {
        pages.add(page(file.getFileName().toString(), Files.readAllLines(file)));
      }
    }
    return new Ledger(pages.build());
  }

  private static Page page(String file, List<String> lines) {
    ImmutableList.Builder<LedgerRow> rows = ImmutableList.builder();
    for (String line : lines) {
      if (line.startsWith("| ") && !line.startsWith("| Id |")) {
        rows.add(LedgerRow.read(line));
      }
    }
    return new Page(file, lines.get(0).substring(2), rows.build());
  }

  ImmutableList<LedgerRow> rows() {
    return pages.stream()
        .flatMap(page -> page.rows().stream())
        .collect(ImmutableList.toImmutableList());
  }

  ImmutableSet<String> ids() {
    return rows().stream()
        .flatMap(row -> row.ids().stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Returns a sentence for everything that is wrong, by itself or with what the tests say. */
  ImmutableList<String> faults(RuleUses uses) {
    ImmutableList.Builder<String> faults = ImmutableList.builder();
    Set<String> seen = new LinkedHashSet<>();
    for (LedgerRow row : rows()) {
      for (String id : row.ids()) {
        if (!seen.add(id)) {
          faults.add(id + " is listed twice");
        }
      }
      for (String parameter : row.parameters()) {
        if (ParameterNames.find(parameter).isEmpty()) {
          faults.add(row.label() + " names the unknown parameter " + parameter);
        }
      }
      ImmutableSet<String> tests = uses.tests(row.ids());
      if (row.status().equals("simulated") && tests.isEmpty()) {
        faults.add(
            row.label()
                + " is said to be simulated but no test bears its id: add @Rule to one, or say why"
                + " not with 'simulated, untested: …'");
      }
      if (!tests.isEmpty() && (row.isUntested() || !row.isSimulated())) {
        faults.add(row.label() + " is '" + row.status() + "' but " + tests + " bear its id");
      }
    }
    for (String id : uses.testsByRule().keySet()) {
      if (!seen.contains(id)) {
        faults.add(uses.tests(ImmutableList.of(id)) + " bear @Rule of the unknown rule " + id);
      }
    }
    return faults.build();
  }
}
