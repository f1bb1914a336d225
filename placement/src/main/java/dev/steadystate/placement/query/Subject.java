package dev.steadystate.placement.query;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a condition is about. Prints its name in an expression.
 *
 * @param <V> what its values are
 */
public sealed interface Subject<V> {

  /** The subjects that are named by one word; every other subject is an attribute. */
  ImmutableList<Subject<?>> NAMED =
      ImmutableList.of(
          new AgentConnected(),
          new AgentVersion(),
          new Ec2InstanceId(),
          new RegisteredAt(),
          new RunningTasksCount(),
          new TaskGroup());

  /** Returns the operators that may follow this subject. */
  ImmutableSet<Operator> operators();

  /** Returns whether the instance has a value for which the condition holds. */
  boolean matches(QueryTarget target, Operator operator, Operand<V> operand);

  /** Returns whether tasks that come and go and an agent that comes and goes cannot change it. */
  boolean isFixed();

  /** Returns what the function for this kind of subject returns. */
  <R> R match(Function<OfText, R> ofText, Function<Ordered<?>, R> ordered);

  /** A subject whose values are texts. */
  sealed interface OfText extends Subject<String> {

    @Override
    default ImmutableSet<Operator> operators() {
      return Operator.OF_TEXT;
    }

    @Override
    default <R> R match(Function<OfText, R> ofText, Function<Ordered<?>, R> ordered) {
      return ofText.apply(this);
    }
  }

  /** A subject whose values have an order of their own. */
  sealed interface Ordered<V extends Comparable<V>> extends Subject<V> {

    /** Returns the value that the argument spells, empty if it spells none. */
    Optional<V> read(String argument);

    /** Returns the kind of argument that can be read, for a reader who gave another. */
    String kind();

    @Override
    default ImmutableSet<Operator> operators() {
      return Operator.OF_ORDER;
    }

    @Override
    default <R> R match(Function<OfText, R> ofText, Function<Ordered<?>, R> ordered) {
      return ordered.apply(this);
    }
  }

  /** Whether the agent is connected, as the text {@code true} or {@code false}. */
  record AgentConnected() implements OfText {

    @Override
    public boolean matches(QueryTarget target, Operator operator, Operand<String> operand) {
      String value = Boolean.toString(target.agentConnected());
      return operand.accepts(value, operator) != operator.negates();
    }

    @Override
    public boolean isFixed() {
      return false;
    }

    @Override
    public String toString() {
      return "agentConnected";
    }
  }

  /** The version of the agent. An instance without a readable one meets no condition on it. */
  record AgentVersion() implements Ordered<Version> {

    @Override
    public boolean matches(QueryTarget target, Operator operator, Operand<Version> operand) {
      return read(target.agentVersion())
          .filter(version -> operand.accepts(version, operator) != operator.negates())
          .isPresent();
    }

    @Override
    public boolean isFixed() {
      return true;
    }

    @Override
    public Optional<Version> read(String argument) {
      return Version.read(argument);
    }

    @Override
    public String kind() {
      return "a version such as 1.14.5";
    }

    @Override
    public String toString() {
      return "agentVersion";
    }
  }

  /**
   * An attribute, built in or custom. An instance that lacks it meets only {@code !exists}: not
   * even {@code !=} holds. One that has it without a value has the empty text.
   */
  record Attribute(String name) implements OfText {

    static final String PREFIX = "attribute:";
    static final int LONGEST_NAME = 128;

    /** The characters of names; the first one that is not of these ends a name. */
    static final CharMatcher NAME =
        CharMatcher.inRange('a', 'z')
            .or(CharMatcher.inRange('A', 'Z'))
            .or(CharMatcher.inRange('0', '9'))
            .or(CharMatcher.anyOf("-_/\\."));

    public Attribute {
      checkArgument(
          !name.isEmpty() && name.length() <= LONGEST_NAME && NAME.matchesAllOf(name),
          "an attribute name has 1 to %s letters, digits and - _ / \\ . but was <%s>",
          LONGEST_NAME,
          name);
    }

    @Override
    public ImmutableSet<Operator> operators() {
      return Operator.ALL;
    }

    @Override
    public boolean matches(QueryTarget target, Operator operator, Operand<String> operand) {
      @Nullable String value = target.attribute(name);
      return value == null
          ? operator == Operator.NOT_EXISTS
          : operand.accepts(value, operator) != operator.negates();
    }

    @Override
    public boolean isFixed() {
      return true;
    }

    @Override
    public String toString() {
      return PREFIX + name;
    }
  }

  /** The id of the machine. */
  record Ec2InstanceId() implements OfText {

    @Override
    public boolean matches(QueryTarget target, Operator operator, Operand<String> operand) {
      return operand.accepts(target.ec2InstanceId(), operator) != operator.negates();
    }

    @Override
    public boolean isFixed() {
      return true;
    }

    @Override
    public String toString() {
      return "ec2InstanceId";
    }
  }

  /** The time of registration. */
  record RegisteredAt() implements Ordered<Instant> {

    @Override
    public boolean matches(QueryTarget target, Operator operator, Operand<Instant> operand) {
      return operand.accepts(target.registeredAt(), operator) != operator.negates();
    }

    @Override
    public boolean isFixed() {
      return true;
    }

    @Override
    public Optional<Instant> read(String argument) {
      return Dates.read(argument);
    }

    @Override
    public String kind() {
      return "a date such as 2018-06-18 or 2018-06-18T22:28:28Z";
    }

    @Override
    public String toString() {
      return "registeredAt";
    }
  }

  /** How many tasks the instance has that should run, of any service. */
  record RunningTasksCount() implements Ordered<Integer> {

    @Override
    public boolean matches(QueryTarget target, Operator operator, Operand<Integer> operand) {
      return operand.accepts(target.runningTasksCount(), operator) != operator.negates();
    }

    @Override
    public boolean isFixed() {
      return false;
    }

    @Override
    public Optional<Integer> read(String argument) {
      return Optional.ofNullable(Ints.tryParse(argument));
    }

    @Override
    public String kind() {
      return "a whole number of at most " + Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
      return "runningTasksCount";
    }
  }

  /**
   * The groups of the tasks on the instance. An operator holds if it holds for some group, its
   * negation if not: {@code !=} is true of an empty instance.
   */
  record TaskGroup() implements OfText {

    @Override
    public boolean matches(QueryTarget target, Operator operator, Operand<String> operand) {
      return target.anyTaskGroup(group -> operand.accepts(group, operator)) != operator.negates();
    }

    @Override
    public boolean isFixed() {
      return false;
    }

    @Override
    public String toString() {
      return "task:group";
    }
  }
}
