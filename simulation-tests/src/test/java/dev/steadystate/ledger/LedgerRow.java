package dev.steadystate.ledger;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of the ledger: a rule, or several that share what is said of them.
 *
 * @param ids the rules; more than one where the row says {@code SCL-1 to SCL-8}
 * @param status simulated, later or not simulated; the last two with a reason
 */
record LedgerRow(
    ImmutableList<String> ids,
    String label,
    String rule,
    String source,
    String basis,
    ImmutableList<String> parameters,
    String status) {
  private static final Pattern ID = Pattern.compile("([A-Z]+[0-9]?)-([0-9]+)");
  private static final Splitter CELLS = Splitter.on('|').trimResults();
  private static final ImmutableList<String> BASES =
      ImmutableList.of("documented", "observed", "our choice");
  private static final String SIMULATED = "simulated";
  private static final String UNTESTED = "simulated, untested: ";

  LedgerRow {
    checkArgument(BASES.contains(basis), "%s: expected one of %s, found '%s'", label, BASES, basis);
    checkArgument(
        status.equals(SIMULATED)
            || hasReason(status, UNTESTED)
            || hasReason(status, "later: ")
            || hasReason(status, "not simulated: "),
        "%s: expected 'simulated', or 'later', 'not simulated' or 'simulated, untested' with a"
            + " reason after a colon, found '%s'",
        label,
        status);
  }

  private static boolean hasReason(String status, String beginning) {
    return status.startsWith(beginning) && status.length() > beginning.length();
  }

  /** Reads a line of a Markdown table. */
  static LedgerRow read(String line) {
    List<String> cells = CELLS.splitToList(line);
    checkArgument(cells.size() == 8, "expected six cells, found %s in: %s", cells.size() - 2, line);
    return new LedgerRow(
        ids(cells.get(1)),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        ImmutableList.copyOf(Splitter.on(',').trimResults().omitEmptyStrings().split(cells.get(5))),
        cells.get(6));
  }

  private static ImmutableList<String> ids(String label) {
    List<String> ends = Splitter.on(" to ").splitToList(label);
    Matcher first = ID.matcher(ends.get(0));
    Matcher last = ID.matcher(ends.get(ends.size() - 1));
    checkArgument(first.matches() && last.matches(), "expected rule ids, found '%s'", label);
    ImmutableList.Builder<String> ids = ImmutableList.builder();
    for (int n = Integer.parseInt(first.group(2)); n <= Integer.parseInt(last.group(2)); n++) {
      ids.add(first.group(1) + "-" + n);
    }
    return ids.build();
  }

  boolean isSimulated() {
    return status.startsWith(SIMULATED);
  }

  /** Returns whether the row itself says that no test proves the rule. */
  boolean isUntested() {
    return status.startsWith(UNTESTED);
  }
}
