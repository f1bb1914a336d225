package dev.steadystate.placement.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.placement.query.Operand.Bound;
import dev.steadystate.placement.query.Operand.Nothing;
import dev.steadystate.placement.query.Operand.Text;
import dev.steadystate.placement.query.Operand.Texts;
import dev.steadystate.placement.query.QueryTree.And;
import dev.steadystate.placement.query.QueryTree.Not;
import dev.steadystate.placement.query.QueryTree.Or;
import dev.steadystate.placement.query.Subject.Attribute;
import dev.steadystate.placement.query.Subject.RunningTasksCount;
import dev.steadystate.placement.query.Subject.TaskGroup;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that are built by hand instead of read. */
class QueryTreeTest {

  private static final Attribute STACK = new Attribute("stack");
  private static final Text PROD = new Text("prod");

  @Test
  void isWhatAnExpressionReadsAs() {
    Condition<String> inProduction = new Condition<>(STACK, Operator.EQUALS, PROD);
    Condition<Integer> idle =
        new Condition<>(new RunningTasksCount(), Operator.EQUALS, new Bound<>(0));
    QueryTree either = new Or(ImmutableList.of(inProduction, idle));
    QueryTree tree = new And(ImmutableList.of(either, new Not(idle)));

    assertThat(
            ClusterQuery.parse(
                    "(attribute:stack == prod || runningTasksCount == 0)"
                        + " && !runningTasksCount == 0")
                .tree())
        .isEqualTo(tree)
        .hasToString(
            "(attribute:stack == prod or runningTasksCount == 0) and not runningTasksCount == 0");
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(strings = {"", "a b", "a:b", "ä", "a!"})
  void refusesWhatIsNoNameOfAnAttribute(String name) {
    assertRefused(
        () -> new Attribute(name),
        "an attribute name has 1 to 128 letters, digits and - _ / \\ . but was <" + name + ">");
  }

  @Test
  void refusesANameOfAnAttributeThatIsTooLong() {
    assertThat(new Attribute("n".repeat(128))).hasToString("attribute:" + "n".repeat(128));
    assertThatThrownBy(() -> new Attribute("n".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(strings = {"' \"", "\"'", "a ' \"", "'\""})
  void refusesATextThatNoQuotesCanHold(String text) {
    assertRefused(
        () -> new Text(text), "a text has at most one kind of quotes, but was <" + text + ">");
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(strings = {"a'\"", "a '", "' a", "\"", "'"})
  void takesATextThatOneKindOfQuotesCanHold(String text) {
    String expression = "attribute:note == " + new Text(text);

    assertThat(ClusterQuery.parse(expression).matches(Instance.having("note", text))).isTrue();
  }

  @Test
  void refusesVersionsThatAreNone() {
    assertRefused(() -> new Version(ImmutableList.of()), "a version must have a number");
    assertRefused(
        () -> new Version(ImmutableList.of(1, -2)), "a version must not be negative, but was -2");
  }

  @Test
  void refusesAnOperatorThatTheSubjectDoesNotTake() {
    assertRefused(
        () -> new Condition<>(new TaskGroup(), Operator.GREATER_THAN, PROD),
        "task:group does not take the operator >");
  }

  @Test
  void refusesAnOperandThatDoesNotFollowTheOperator() {
    Texts list = new Texts(ImmutableList.of(PROD));
    Regex regex = new Regex(PROD, RegexScope.WHOLE_VALUE);

    assertRefused(
        () -> new Condition<>(STACK, Operator.IN, PROD), "prod cannot follow the operator in");
    assertRefused(
        () -> new Condition<>(STACK, Operator.EQUALS, list),
        "[prod] cannot follow the operator ==");
    assertRefused(
        () -> new Condition<>(STACK, Operator.EXISTS, regex),
        "prod cannot follow the operator exists");
    assertRefused(
        () -> new Condition<>(STACK, Operator.MATCHES, new Nothing()),
        " cannot follow the operator =~");
    assertRefused(
        () -> new Condition<>(STACK, Operator.NOT_IN, new Bound<>("prod")),
        "prod cannot follow the operator !in");
  }

  @Test
  void refusesWhatJoinsOrListsTooLittle() {
    ImmutableList<QueryTree> one =
        ImmutableList.of(new Condition<>(STACK, Operator.EXISTS, new Nothing()));

    assertRefused(
        () -> new And(one), "and takes two parts or more, but was given [attribute:stack exists]");
    assertRefused(
        () -> new Or(one), "or takes two parts or more, but was given [attribute:stack exists]");
    assertRefused(() -> new Texts(ImmutableList.of()), "a list must not be empty");
  }

  private static void assertRefused(ThrowingCallable making, String message) {
    assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
