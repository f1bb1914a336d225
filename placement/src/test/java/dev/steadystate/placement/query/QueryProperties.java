package dev.steadystate.placement.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.placement.query.Operand.Bound;
import dev.steadystate.placement.query.Operand.Nothing;
import dev.steadystate.placement.query.Operand.Text;
import dev.steadystate.placement.query.Operand.Texts;
import dev.steadystate.placement.query.QueryTree.And;
import dev.steadystate.placement.query.QueryTree.Not;
import dev.steadystate.placement.query.QueryTree.Or;
import dev.steadystate.placement.query.Subject.AgentConnected;
import dev.steadystate.placement.query.Subject.AgentVersion;
import dev.steadystate.placement.query.Subject.Attribute;
import dev.steadystate.placement.query.Subject.Ec2InstanceId;
import dev.steadystate.placement.query.Subject.RegisteredAt;
import dev.steadystate.placement.query.Subject.RunningTasksCount;
import dev.steadystate.placement.query.Subject.TaskGroup;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QueryProperties {

  private static final int TRIES = Boolean.getBoolean("steadystate.swarm") ? 1_000_000 : 20_000;

  /** What random expressions are made of, so that many of them are nearly right. */
  private static final ImmutableList<String> SCRAPS =
      ImmutableList.of(
          "attribute:a",
          "attribute:",
          "agentConnected",
          "agentVersion",
          "ec2InstanceId",
          "registeredAt",
          "runningTasksCount",
          "task:group",
          "task",
          ":",
          "==",
          "!=",
          ">",
          ">=",
          "<",
          "<=",
          "=~",
          "!~",
          "exists",
          "!exists",
          "not_exists",
          "in",
          "!in",
          "not_in",
          "equals",
          "matches",
          "not_matches",
          "less_than",
          "and",
          "or",
          "not",
          "&&",
          "||",
          "!",
          "(",
          ")",
          "[",
          "]",
          ",",
          "'",
          "\"",
          "\\",
          " ",
          "  ",
          "\n",
          "a",
          "b.c",
          "1",
          "1.2",
          "-7",
          "2018-06-18",
          "2018-06-18T22:28:28Z",
          ".*",
          "(?i)",
          "(?=",
          "{2}",
          "{1000}",
          "*",
          "+",
          "?",
          "[a-z]",
          "\\d",
          "\\p{L}",
          "\\Q",
          "\\E",
          "\\1",
          "^",
          "$",
          "|",
          "\u00a0",
          "é",
          "\uD83D\uDE00",
          "\uD83D",
          "\u0000",
          "true",
          "attribute:a == ",
          "attribute:a =~ '");

  @Property
  void readsBackWhatItPrints(@ForAll("trees") QueryTree tree) {
    assertThat(ClusterQuery.parse(tree.toString()).tree()).isEqualTo(tree);
  }

  @Property
  void meansTheSameWhenReadBack(@ForAll("trees") QueryTree tree) {
    ClusterQuery read = ClusterQuery.parse(tree.toString());

    for (Instance instance : Instance.FLEET) {
      assertThat(read.matches(instance)).isEqualTo(tree.matches(instance));
    }
  }

  @Property
  void negationIsExact(@ForAll("trees") QueryTree tree) {
    for (Instance instance : Instance.FLEET) {
      assertThat(new Not(tree).matches(instance)).isNotEqualTo(tree.matches(instance));
    }
  }

  @Property(tries = 1)
  void sometimesATreeHoldsAndSometimesNot() {
    List<QueryTree> trees = trees().withoutEdgeCases().sampleStream().limit(200).toList();

    assertThat(trees)
        .anyMatch(tree -> tree.matches(Instance.Q2))
        .anyMatch(tree -> !tree.matches(Instance.Q2))
        .anyMatch(tree -> tree.toString().contains("("));
  }

  @Property(tries = 1)
  void answersAnyTextWithAQueryOrAClearRefusal() {
    SplittableRandom random = new SplittableRandom(20260101);
    int queries = 0;
    for (int i = 0; i < TRIES; i++) {
      queries += answers(randomText(random), random) ? 1 : 0;
    }

    // Seldom, but often enough for the walk to see the inside of the language.
    assertThat(queries).isBetween(TRIES / 1000, TRIES / 2);
  }

  private static boolean answers(String text, SplittableRandom random) {
    RegexScope scope = random.nextBoolean() ? RegexScope.ANYWHERE : RegexScope.WHOLE_VALUE;
    try {
      ClusterQuery query = ClusterQuery.parse(text, scope);
      Instance.FLEET.forEach(query::matches);
      assertThat(ClusterQuery.parse(query.toString(), scope)).isEqualTo(query);
      return true;
    } catch (QuerySyntaxException refusal) {
      assertThat(refusal.position()).isBetween(0, text.length());
      assertThat(refusal.pointer().lines()).hasSize(2);
      assertThat(refusal).message().doesNotContainPattern("\\p{Cntrl}");
      return false;
    }
  }

  private static String randomText(SplittableRandom random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "attribute:a ");
    int scraps = random.nextInt(random.nextInt(10) == 0 ? 60 : 8);
    for (int i = 0; i < scraps; i++) {
      text.append(
          random.nextInt(20) == 0
              ? String.valueOf((char) random.nextInt(0x10000))
              : SCRAPS.get(random.nextInt(SCRAPS.size())));
      text.append(random.nextInt(3) == 0 ? "" : " ");
    }
    return text.toString();
  }

  @Property
  void regularExpressionsMeanWhatTheyMeanToJava(
      @ForAll("regexes") String regex, @ForAll("values") String value) {
    Regex ours = new Regex(new Text(regex), RegexScope.WHOLE_VALUE);

    assertThat(ours.accepts(value, Operator.MATCHES))
        .isEqualTo(java.util.regex.Pattern.matches(regex, value));
  }

  @Provide
  Arbitrary<QueryTree> trees() {
    return treesOfDepth(3);
  }

  private Arbitrary<QueryTree> treesOfDepth(int depth) {
    if (depth == 0) {
      return conditions();
    }
    Arbitrary<QueryTree> inner = treesOfDepth(depth - 1);
    Arbitrary<ImmutableList<QueryTree>> parts =
        inner.list().ofMinSize(2).ofMaxSize(3).map(ImmutableList::copyOf);
    return Arbitraries.oneOf(
        conditions(), inner.map(Not::new), parts.map(And::new), parts.map(Or::new));
  }

  private Arbitrary<QueryTree> conditions() {
    Arbitrary<String> names = Arbitraries.of("stack", "a", "ecs.instance-type", "x-y_z/\\.", "not");
    return Arbitraries.oneOf(
        names.map(Attribute::new).flatMap(this::ofText),
        this.ofText(new AgentConnected()),
        this.ofText(new Ec2InstanceId()),
        this.ofText(new TaskGroup()),
        ordered(new AgentVersion(), versions()),
        ordered(new RegisteredAt(), instants()),
        ordered(new RunningTasksCount(), Arbitraries.integers()),
        ordered(new RunningTasksCount(), Arbitraries.integers().between(0, 2)));
  }

  private Arbitrary<QueryTree> ofText(Subject.OfText subject) {
    return Arbitraries.of(subject.operators())
        .flatMap(operator -> operands(operator).map(o -> new Condition<>(subject, operator, o)));
  }

  private Arbitrary<Operand<String>> operands(Operator operator) {
    return switch (operator.form()) {
      case NOTHING -> Arbitraries.just(new Nothing());
      case VALUE -> texts().map(text -> text);
      case LIST ->
          texts().list().ofMinSize(1).ofMaxSize(3).map(l -> new Texts(ImmutableList.copyOf(l)));
      case REGEX -> regexes().map(r -> new Regex(new Text(r), RegexScope.WHOLE_VALUE));
    };
  }

  private static <V extends Comparable<V>> Arbitrary<QueryTree> ordered(
      Subject<V> subject, Arbitrary<V> bounds) {
    return Combinators.combine(Arbitraries.of(subject.operators()), bounds)
        .as((operator, bound) -> new Condition<>(subject, operator, new Bound<>(bound)));
  }

  private static Arbitrary<Text> texts() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "prod", "dev", "true", "service:production", "and", "", "'", "it's", "1.5"),
            Arbitraries.strings().ofMaxLength(6),
            Arbitraries.strings().withChars(" '\"()[],\\ab=!&|").ofMaxLength(6))
        .filter(Quotes::canWrite)
        .map(Text::new);
  }

  private static Arbitrary<Version> versions() {
    return Arbitraries.integers()
        .between(0, 60)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(numbers -> new Version(ImmutableList.copyOf(numbers)));
  }

  private static Arbitrary<Instant> instants() {
    long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    return Arbitraries.longs().between(first, last).map(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<String> regexes() {
    Arbitrary<String> atoms =
        Arbitraries.of(
            "a",
            "b",
            ".",
            "[ab]",
            "[^a]",
            "\\w",
            "\\d",
            "(a|b)",
            "(?:ab)",
            "(?i:A)",
            "\\.",
            "(b)",
            "\\p{Upper}",
            "[\\d.]",
            "\\Qa.\\E",
            "^",
            "$",
            "\\b",
            "\\x61");
    Arbitrary<String> times = Arbitraries.of("", "", "*", "+", "?", "{2}", "{1,3}", "{0,1}?", "*?");
    return Combinators.combine(atoms, times)
        .as((atom, time) -> atom + time)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(parts -> String.join(parts.size() == 3 ? "|" : "", parts));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withChars("abA.1").ofMaxLength(6);
  }
}
