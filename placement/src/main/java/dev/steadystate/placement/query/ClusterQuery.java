package dev.steadystate.placement.query;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.placement.query.Subject.Attribute;

/**
 * An expression of the cluster query language, read once and asked of any number of instances.
 *
 * <pre>{@code
 * ClusterQuery query = ClusterQuery.parse("attribute:ecs.instance-type =~ t2.* and agentConnected == true");
 * boolean eligible = query.matches(instance);
 * }</pre>
 *
 * <p>{@code not} binds closer than {@code and}, {@code and} closer than {@code or}. A condition on
 * an attribute that the instance lacks is false unless it is {@code !exists}; see {@link Subject}.
 */
public final class ClusterQuery {

  private final QueryTree tree;
  private final ImmutableSet<String> attributes;
  private final boolean dependsOnlyOnAttributes;

  private ClusterQuery(QueryTree tree) {
    this.tree = tree;
    this.attributes =
        tree.conditions()
            .map(Condition::subject)
            .filter(Attribute.class::isInstance)
            .map(subject -> ((Attribute) subject).name())
            .collect(toImmutableSet());
    this.dependsOnlyOnAttributes =
        tree.conditions().map(Condition::subject).allMatch(Subject::isFixed);
  }

  /**
   * Returns the query that the expression writes, with regular expressions that match whole values.
   *
   * @throws QuerySyntaxException if the text is not an expression
   */
  public static ClusterQuery parse(String expression) {
    return parse(expression, RegexScope.WHOLE_VALUE);
  }

  /**
   * Returns the query that the expression writes.
   *
   * @throws QuerySyntaxException if the text is not an expression
   */
  public static ClusterQuery parse(String expression, RegexScope scope) {
    return new ClusterQuery(Parser.parse(expression, scope));
  }

  /** Returns whether the expression holds for the instance. */
  public boolean matches(QueryTarget target) {
    return tree.matches(target);
  }

  /** Returns the names of the attributes that the expression mentions, in order of mention. */
  public ImmutableSet<String> attributes() {
    return attributes;
  }

  /**
   * Returns whether the answer for an instance stays the same while tasks and the agent's
   * connection come and go: only attributes, {@code ec2InstanceId}, {@code registeredAt} and {@code
   * agentVersion} are asked for.
   */
  public boolean dependsOnlyOnAttributes() {
    return dependsOnlyOnAttributes;
  }

  /** Returns what the expression means. */
  public QueryTree tree() {
    return tree;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClusterQuery that && tree.equals(that.tree);
  }

  @Override
  public int hashCode() {
    return tree.hashCode();
  }

  /** Returns the expression in its canonical form. */
  @Override
  public String toString() {
    return tree.toString();
  }
}
