package dev.steadystate.lab.aws.query;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.steadystate.lab.aws.query.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Puts tokens together, strongest binding first.
 *
 * <p>{@link #first} reads what may begin an expression, {@link #further} what may follow one. A
 * projection such as {@code [*]} or {@code [?...]} asks all that binds to it of each element, which
 * is why it looks ahead with {@link #ofEach}.
 */
final class Parser {
  /** What binds less strongly ends a projection. */
  private static final int END_OF_PROJECTION = 10;

  private static final int MAX_DEPTH = 200;

  private static final Expression CURRENT = current -> current;

  private final String text;
  private final ImmutableList<Token> tokens;
  private int at;
  private int depth;

  private Parser(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  static Expression parse(String text) {
    Parser parser = new Parser(text);
    Expression expression = parser.expression(0);
    parser.take(Kind.END);
    return expression;
  }

  private Expression expression(int strength) {
    if (++depth > MAX_DEPTH) {
      throw new QueryException("more than " + MAX_DEPTH + " expressions lie inside one another");
    }
    Expression left = first(next());
    while (strength < peek().kind().strength()) {
      left = further(left, next());
    }
    depth--;
    return left;
  }

  private Expression first(Token token) {
    return switch (token.kind()) {
      case LITERAL -> current -> token.value();
      case NAME ->
          peek().kind() == Kind.PARENTHESIS ? call(token) : field(token.value().toString());
      case QUOTED_NAME -> {
        if (peek().kind() == Kind.PARENTHESIS) {
          throw unexpected(peek());
        }
        yield field(token.value().toString());
      }
      case CURRENT -> CURRENT;
      case STAR -> values(CURRENT, Kind.STAR.strength());
      case FILTER -> filter(CURRENT);
      case FLATTEN -> flatten(CURRENT);
      case BRACKET -> bracket();
      case BRACE -> multiSelectHash();
      case NOT -> {
        Expression negated = expression(Kind.NOT.strength());
        yield current -> !Kinds.isTrue(negated.of(current));
      }
      case EXPRESSION -> {
        // A function such as sort_by gets the expression itself.
        Expression unasked = expression(Kind.EXPRESSION.strength());
        yield current -> unasked;
      }
      case PARENTHESIS -> {
        Expression inner = expression(0);
        take(Kind.CLOSING_PARENTHESIS);
        yield inner;
      }
      default -> throw unexpected(token);
    };
  }

  private Expression further(Expression left, Token token) {
    return switch (token.kind()) {
      case DOT -> {
        if (peek().kind() == Kind.STAR) {
          next();
          yield values(left, Kind.DOT.strength());
        }
        yield left.then(afterDot(Kind.DOT.strength()));
      }
      case PIPE -> left.then(expression(Kind.PIPE.strength()));
      case OR -> {
        Expression right = expression(Kind.OR.strength());
        yield current -> {
          Object value = left.of(current);
          return Kinds.isTrue(value) ? value : right.of(current);
        };
      }
      case AND -> {
        Expression right = expression(Kind.AND.strength());
        yield current -> {
          Object value = left.of(current);
          return Kinds.isTrue(value) ? right.of(current) : value;
        };
      }
      case COMPARISON -> comparison(left, token.value().toString());
      case FILTER -> filter(left);
      case FLATTEN -> flatten(left);
      case BRACKET -> furtherBracket(left);
      default -> throw unexpected(token);
    };
  }

  private static Expression field(String name) {
    return current -> Kinds.member(current, name);
  }

  private Expression afterDot(int strength) {
    Token token = peek();
    return switch (token.kind()) {
      case NAME, QUOTED_NAME, STAR -> expression(strength);
      case BRACKET -> {
        next();
        yield multiSelectList();
      }
      case BRACE -> {
        next();
        yield multiSelectHash();
      }
      default -> throw unexpected(token);
    };
  }

  private Expression bracket() {
    if (peek().kind() == Kind.NUMBER || peek().kind() == Kind.COLON) {
      return indexOrSlice(CURRENT);
    }
    return isStarInBrackets() ? elements(CURRENT) : multiSelectList();
  }

  private Expression furtherBracket(Expression left) {
    if (isStarInBrackets()) {
      return elements(left);
    }
    if (peek().kind() == Kind.NUMBER || peek().kind() == Kind.COLON) {
      return indexOrSlice(left);
    }
    throw unexpected(peek());
  }

  private boolean isStarInBrackets() {
    return peek().kind() == Kind.STAR && tokens.get(at + 1).kind() == Kind.CLOSING_BRACKET;
  }

  private Expression elements(Expression left) {
    take(Kind.STAR);
    take(Kind.CLOSING_BRACKET);
    return Projections.of(left, ofEach(Kind.STAR.strength()));
  }

  private Expression values(Expression left, int strength) {
    Expression each = ofEach(strength);
    return current ->
        left.of(current) instanceof Map<?, ?> map
            ? Projections.project(ImmutableList.copyOf(map.values()), each)
            : Null.NULL;
  }

  private Expression flatten(Expression left) {
    return Projections.of(left.then(Projections::flattened), ofEach(Kind.FLATTEN.strength()));
  }

  private Expression filter(Expression left) {
    Expression condition = expression(0);
    take(Kind.CLOSING_BRACKET);
    Expression each = peek().kind() == Kind.FLATTEN ? CURRENT : ofEach(Kind.FILTER.strength());
    Expression kept = element -> Kinds.isTrue(condition.of(element)) ? each.of(element) : Null.NULL;
    return Projections.of(left, kept);
  }

  /** Reads what is asked of each element of a projection. */
  private Expression ofEach(int strength) {
    Token token = peek();
    if (token.kind().strength() < END_OF_PROJECTION) {
      return CURRENT;
    }
    return switch (token.kind()) {
      case BRACKET, FILTER -> expression(strength);
      case DOT -> {
        next();
        yield afterDot(strength);
      }
      default -> throw unexpected(token);
    };
  }

  private Expression indexOrSlice(Expression left) {
    List<OptionalInt> parts = new ArrayList<>();
    parts.add(number());
    while (peek().kind() == Kind.COLON && parts.size() < 3) {
      next();
      parts.add(number());
    }
    take(Kind.CLOSING_BRACKET);
    if (parts.size() == 1) {
      int index = parts.get(0).orElseThrow();
      return left.then(list -> Projections.element(list, index));
    }
    Slice slice =
        new Slice(
            parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : OptionalInt.empty());
    return Projections.of(left.then(slice), ofEach(Kind.STAR.strength()));
  }

  private OptionalInt number() {
    return peek().kind() == Kind.NUMBER
        ? OptionalInt.of(Ints.saturatedCast((Long) next().value()))
        : OptionalInt.empty();
  }

  private Expression comparison(Expression left, String sign) {
    Expression right = expression(Kind.COMPARISON.strength());
    return current -> Kinds.compared(left.of(current), sign, right.of(current));
  }

  private Expression multiSelectList() {
    List<Expression> parts = new ArrayList<>();
    do {
      parts.add(expression(0));
    } while (takeIf(Kind.COMMA));
    take(Kind.CLOSING_BRACKET);
    return current ->
        current == Null.NULL
            ? Null.NULL
            : parts.stream().map(part -> part.of(current)).collect(ImmutableList.toImmutableList());
  }

  private Expression multiSelectHash() {
    Map<String, Expression> parts = new LinkedHashMap<>();
    do {
      Token name = next();
      if (name.kind() != Kind.NAME && name.kind() != Kind.QUOTED_NAME) {
        throw unexpected(name);
      }
      take(Kind.COLON);
      parts.put(name.value().toString(), expression(0));
    } while (takeIf(Kind.COMMA));
    take(Kind.CLOSING_BRACE);
    return current -> {
      if (current == Null.NULL) {
        return Null.NULL;
      }
      ImmutableMap.Builder<String, Object> members = ImmutableMap.builder();
      parts.forEach((name, part) -> members.put(name, part.of(current)));
      return members.buildOrThrow();
    };
  }

  private Expression call(Token name) {
    take(Kind.PARENTHESIS);
    List<Expression> arguments = new ArrayList<>();
    if (peek().kind() != Kind.CLOSING_PARENTHESIS) {
      do {
        arguments.add(expression(0));
      } while (takeIf(Kind.COMMA));
    }
    take(Kind.CLOSING_PARENTHESIS);
    return Functions.call(name.value().toString(), ImmutableList.copyOf(arguments));
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.kind() == Kind.END) {
      throw new QueryException("Incomplete expression:\n" + pointAt(token));
    }
    at++;
    return token;
  }

  private boolean takeIf(Kind kind) {
    boolean isNext = peek().kind() == kind;
    at += isNext ? 1 : 0;
    return isNext;
  }

  private void take(Kind kind) {
    if (!takeIf(kind)) {
      throw unexpected(peek());
    }
  }

  private QueryException unexpected(Token token) {
    return token.kind() == Kind.END
        ? new QueryException("Incomplete expression:\n" + pointAt(token))
        : new QueryException(
            "Parse error at column "
                + token.at()
                + ", token \""
                + token.value()
                + "\", for expression:\n"
                + pointAt(token));
  }

  private String pointAt(Token token) {
    return '"' + text + "\"\n" + " ".repeat(token.at() + 1) + "^";
  }
}
