package dev.steadystate.placement.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.steadystate.placement.query.Operator.Form;

/**
 * The regular expression of {@code =~}: Java's dialect without what needs backtracking, matched in
 * time linear in the value.
 */
public final class Regex implements Operand<String> {

  private final Text text;
  private final RegexScope scope;
  private final Pattern pattern;

  /** Throws IllegalArgumentException with a sentence if the text is not such an expression. */
  public Regex(Text text, RegexScope scope) {
    this.text = text;
    this.scope = scope;
    try {
      this.pattern = Pattern.compile(JavaDialect.toRe2(text.value()));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
    }
  }

  @Override
  public boolean accepts(String value, Operator operator) {
    return switch (scope) {
      case WHOLE_VALUE -> pattern.matches(value);
      case ANYWHERE -> pattern.matcher(value).find();
    };
  }

  @Override
  public boolean follows(Operator operator) {
    return operator.form() == Form.REGEX;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Regex that && text.equals(that.text) && scope == that.scope;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
