package org.fraiseql.architecture.offender.upward.attic;

/** In a package that the order does not name. */
final class Thing {}
