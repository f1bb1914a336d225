package dev.steadystate.placement;

import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.placement.query.ClusterQuery;

/** Allows the instances that meet a query expression (PL-33). */
final class MemberOf implements ConstraintType {
  @Override
  public Constraint create(Expression expression) {
    if (expression.text().isBlank()) {
      throw EcsException.invalidParameter("memberOf expression must be specified");
    }
    ClusterQuery query = Queries.parse(expression.text(), expression.regexFind());
    return new Members(
        query, query.dependsOnlyOnAttributes() ? Basis.attributes() : Basis.instance());
  }

  @Override
  public Refusal.Check check() {
    return Refusal.Check.MEMBER_OF;
  }

  private record Members(ClusterQuery query, Basis basis) implements Constraint {
    @Override
    public boolean allows(Candidate candidate) {
      return candidate.meets(query);
    }

    @Override
    public boolean uses(String attribute) {
      return query.attributes().contains(attribute);
    }
  }
}
