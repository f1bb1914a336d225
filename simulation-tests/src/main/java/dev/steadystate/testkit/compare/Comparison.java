package dev.steadystate.testkit.compare;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Locale;
import java.util.Optional;

/** Two runs beside each other. Prints as a table. */
public record Comparison(
    String nameOfA,
    Measures a,
    String nameOfB,
    Measures b,
    Optional<Runs.Difference> firstDifference) {
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String one = nameOfA.equals(nameOfB) ? "a" : nameOfA;
    String other = nameOfA.equals(nameOfB) ? "b" : nameOfB;
    text.append(String.format(Locale.ROOT, "%-24s %16s %16s%n", "", cut(one), cut(other)));
    ImmutableSortedMap<String, Double> others = b.numbers();
    a.numbers()
        .forEach(
            (name, value) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%-24s %16s %16s%n",
                        name,
                        Measures.text(value),
                        Measures.text(others.getOrDefault(name, Double.NaN)))));
    firstDifference.ifPresentOrElse(
        difference -> text.append("they part at ").append(difference).append('\n'),
        () -> text.append("the two runs are the same\n"));
    return text.toString().replace("\r\n", "\n");
  }

  private static String cut(String name) {
    return name.length() > 16 ? name.substring(0, 15) + "…" : name;
  }
}
