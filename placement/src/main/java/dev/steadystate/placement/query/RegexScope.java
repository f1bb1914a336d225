package dev.steadystate.placement.query;

/**
 * How much of a value the regular expressions of {@code =~} and {@code !~} must match.
 *
 * <p>AWS names the dialect but not the scope. Every example of its guide, such as {@code t2.*},
 * fits the whole value, which is the default; this is the parameter {@code regexFind}.
 */
public enum RegexScope {
  /** {@code t2} does not match {@code t2.small}, {@code t2.*} does. */
  WHOLE_VALUE,

  /** {@code t2} matches {@code t2.small}. */
  ANYWHERE
}
