package org.fraiseql.resolver;

import org.fraiseql.problem.References;
import org.fraiseql.problem.ResolverProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a method's failure is for clients: a reference, under which the log has the rest. */
final class Masking {

  static final Logger LOG = LoggerFactory.getLogger("org.fraiseql.resolver");

  private Masking() {}

  /**
   * @param field what clients know it as
   * @param origin where the log says that it comes from
   */
  static ResolverProblem of(Throwable cause, String field, String origin) {
    String reference = References.next();
    LOG.error("{}: {} failed, which answers {}", reference, origin, field, cause);
    return new ResolverProblem.Masked(field, reference);
  }
}
