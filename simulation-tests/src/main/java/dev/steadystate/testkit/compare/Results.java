package dev.steadystate.testkit.compare;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.document.Document;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of an experiment. Prints, for each measure and variant, the median with its 95 percent
 * confidence interval, and the median of the differences from the first variant, seed by seed.
 *
 * @param results variant by variant and seed by seed
 */
public record Results(ImmutableList<Trial.Result> results) {
  /** A median and the interval that holds it in 95 of 100 experiments. */
  public record Median(double value, double low, double high, int samples) {
    /** Returns the median of these numbers; those that are NaN are left out. */
    static Median of(List<Double> numbers) {
      double[] sorted =
          numbers.stream().filter(it -> !it.isNaN()).mapToDouble(it -> it).sorted().toArray();
      int n = sorted.length;
      if (n == 0) {
        return new Median(Double.NaN, Double.NaN, Double.NaN, 0);
      }
      // Order statistics: the binomial of n and one half, as a normal distribution.
      double half = 1.96 * Math.sqrt(n) / 2;
      int low = (int) Math.max(0, Math.floor(n / 2.0 - half));
      int high = (int) Math.min(n - 1, Math.ceil(n / 2.0 + half) - 1);
      double middle = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
      return new Median(middle, sorted[low], sorted[Math.max(low, high)], n);
    }

    @Override
    public String toString() {
      return Measures.text(value) + " [" + Measures.text(low) + ", " + Measures.text(high) + "]";
    }
  }

  /** Returns the medians of a variant by the name of the measure. */
  public ImmutableSortedMap<String, Median> medians(ImmutableSortedMap<String, String> variant) {
    return medians(byVariant().getOrDefault(variant, ImmutableList.of()), null);
  }

  /** Returns the results of each variant, in the order of the experiment. */
  public ImmutableMap<ImmutableSortedMap<String, String>, ImmutableList<Trial.Result>> byVariant() {
    Map<ImmutableSortedMap<String, String>, ImmutableList.Builder<Trial.Result>> each =
        new LinkedHashMap<>();
    for (Trial.Result result : results) {
      each.computeIfAbsent(result.trial().variant(), any -> ImmutableList.builder()).add(result);
    }
    ImmutableMap.Builder<ImmutableSortedMap<String, String>, ImmutableList<Trial.Result>> built =
        ImmutableMap.builder();
    each.forEach((variant, own) -> built.put(variant, own.build()));
    return built.buildOrThrow();
  }

  private static ImmutableSortedMap<String, Median> medians(
      List<Trial.Result> results, @org.jspecify.annotations.Nullable List<Trial.Result> base) {
    Map<String, List<Double>> numbers = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      int index = i;
      results
          .get(i)
          .measures()
          .numbers()
          .forEach(
              (name, value) -> {
                double less =
                    base == null
                        ? 0
                        : base.get(index).measures().numbers().getOrDefault(name, Double.NaN);
                numbers.computeIfAbsent(name, any -> new ArrayList<>()).add(value - less);
              });
    }
    ImmutableSortedMap.Builder<String, Median> medians = ImmutableSortedMap.naturalOrder();
    numbers.forEach((name, values) -> medians.put(name, Median.of(values)));
    return medians.buildOrThrow();
  }

  /**
   * Returns a line a trial: what was varied, the seed, and each measure; an unknown one is empty.
   */
  public String csv() {
    StringBuilder csv = new StringBuilder();
    List<String> parameters = new ArrayList<>();
    for (Trial.Result result : results) {
      if (parameters.isEmpty()) {
        parameters.addAll(result.trial().variant().keySet());
        parameters.forEach(name -> csv.append(name).append(','));
        csv.append("seed,").append(String.join(",", result.measures().numbers().keySet()));
        csv.append('\n');
      }
      result.trial().variant().values().forEach(value -> csv.append(value).append(','));
      csv.append(result.trial().seed());
      result
          .measures()
          .numbers()
          .values()
          .forEach(value -> csv.append(',').append(value.isNaN() ? "" : Measures.text(value)));
      csv.append('\n');
    }
    return csv.toString();
  }

  /** Returns the same as JSON; a measure that is unknown is left out. */
  public Document json() {
    ImmutableList.Builder<Document> trials = ImmutableList.builder();
    for (Trial.Result result : results) {
      Document.Builder measures = Document.builder();
      result
          .measures()
          .numbers()
          .forEach(
              (name, value) -> {
                if (!value.isNaN()) {
                  measures.put(name, BigDecimal.valueOf(value));
                }
              });
      trials.add(
          Document.builder()
              .put("variant", new Document(result.trial().variant()))
              .put("seed", result.trial().seed())
              .put("measures", measures.build())
              .build());
    }
    return Document.of("trials", trials.build());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    ImmutableList<Trial.Result> first = ImmutableList.of();
    for (var each : byVariant().entrySet()) {
      text.append(each.getKey().isEmpty() ? "as it is" : each.getKey().toString())
          .append(", ")
          .append(each.getValue().size())
          .append(" seeds\n");
      ImmutableSortedMap<String, Median> differences =
          first.isEmpty() ? ImmutableSortedMap.of() : medians(each.getValue(), first);
      medians(each.getValue(), null)
          .forEach(
              (name, median) -> {
                Median difference = differences.get(name);
                String line =
                    String.format(
                        Locale.ROOT,
                        "  %-20s %-32s %s",
                        name,
                        median,
                        difference == null ? "" : "difference " + difference);
                text.append(line.stripTrailing()).append('\n');
              });
      first = first.isEmpty() ? each.getValue() : first;
    }
    return text.toString();
  }
}
