package dev.steadystate.placement.query;

import static com.google.common.base.Strings.lenientFormat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.placement.query.Operand.Bound;
import dev.steadystate.placement.query.Operand.Nothing;
import dev.steadystate.placement.query.Operand.Text;
import dev.steadystate.placement.query.Operand.Texts;
import dev.steadystate.placement.query.QueryTree.And;
import dev.steadystate.placement.query.QueryTree.Not;
import dev.steadystate.placement.query.QueryTree.Or;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads an expression by recursive descent, one method for each line of the grammar.
 *
 * <pre>
 * either    = both { ("or" | "||") both }
 * both      = one { ("and" | "&amp;&amp;") one }
 * one       = ("not" | "!") one | "(" either ")" | condition
 * condition = subject operator [ value | "[" value { "," value } "]" ]
 * </pre>
 */
final class Parser {

  /** How deep parentheses and negations may nest, so that no expression exhausts the stack. */
  static final int DEEPEST = 100;

  private final Lexer lexer;
  private final RegexScope scope;
  private int depth;

  private Parser(Lexer lexer, RegexScope scope) {
    this.lexer = lexer;
    this.scope = scope;
  }

  static QueryTree parse(String expression, RegexScope scope) {
    return new Parser(new Lexer(expression), scope).whole();
  }

  private QueryTree whole() {
    QueryTree tree = either();
    if (!lexer.atEnd()) {
      throw lexer.expected("and, or or the end", lexer.quotingHint());
    }
    return tree;
  }

  private QueryTree either() {
    return joined(this::both, "or", "||", Or::new);
  }

  private QueryTree both() {
    return joined(this::one, "and", "&&", And::new);
  }

  private QueryTree joined(
      Supplier<QueryTree> part,
      String word,
      String symbol,
      Function<ImmutableList<QueryTree>, QueryTree> join) {
    ImmutableList.Builder<QueryTree> builder = ImmutableList.builder();
    do {
      builder.add(part.get());
    } while (lexer.take(word) || lexer.take(symbol));
    ImmutableList<QueryTree> parts = builder.build();
    return parts.size() == 1 ? parts.get(0) : join.apply(parts);
  }

  private QueryTree one() {
    int start = lexer.next();
    if (lexer.take("not") || lexer.take("!")) {
      return new Not(nested(start, this::one));
    }
    if (lexer.take("(")) {
      return nested(start, () -> closed(start));
    }
    return condition();
  }

  private QueryTree closed(int opening) {
    QueryTree inner = either();
    if (!lexer.take(")")) {
      throw lexer.expected(
          "and, or or a ) for the ( at character " + (opening + 1), lexer.quotingHint());
    }
    return inner;
  }

  private QueryTree nested(int start, Supplier<QueryTree> inner) {
    if (depth == DEEPEST) {
      throw lexer.error(
          lenientFormat(
              "parentheses and negations may nest %s deep, but here they nest deeper", DEEPEST),
          start);
    }
    depth++;
    QueryTree tree = inner.get();
    depth--;
    return tree;
  }

  private QueryTree condition() {
    Subject<?> subject = SubjectName.take(lexer);
    int start = lexer.next();
    Operator operator =
        lexer.takeOperator().orElseThrow(() -> lexer.expected("an operator after " + subject));
    if (!subject.operators().contains(operator)) {
      throw lexer.error(
          lenientFormat(
              "%s does not take the operator %s, expected one of %s",
              subject, operator, subject.operators()),
          start);
    }
    return subject.match(
        ofText -> new Condition<>(ofText, operator, textOperand(operator)),
        ordered -> comparison(ordered, operator));
  }

  private Operand<String> textOperand(Operator operator) {
    return switch (operator.form()) {
      case NOTHING -> new Nothing();
      case VALUE -> lexer.takeArgument(operator);
      case LIST -> list(operator);
      case REGEX -> regex(operator);
    };
  }

  private Texts list(Operator operator) {
    if (!lexer.take("[")) {
      throw lexer.expected("a [ after " + operator);
    }
    ImmutableList.Builder<Text> texts = ImmutableList.builder();
    do {
      texts.add(lexer.takeArgument("a value in the list"));
    } while (lexer.take(","));
    if (!lexer.take("]")) {
      throw lexer.expected("a comma or a ] in the list");
    }
    return new Texts(texts.build());
  }

  private Regex regex(Operator operator) {
    int start = lexer.next();
    Text text = lexer.takeArgument(operator);
    try {
      return new Regex(text, scope);
    } catch (IllegalArgumentException e) {
      throw lexer.error(String.valueOf(e.getMessage()), start);
    }
  }

  private <V extends Comparable<V>> Condition<V> comparison(
      Subject.Ordered<V> subject, Operator operator) {
    int start = lexer.next();
    String argument = lexer.takeArgument(operator).value();
    return subject
        .read(argument)
        .map(bound -> new Condition<>(subject, operator, new Bound<>(bound)))
        .orElseThrow(
            () ->
                lexer.error(
                    lenientFormat(
                        "expected %s for %s, but found '%s'",
                        subject.kind(), subject, Lexer.shown(argument)),
                    start));
  }
}
