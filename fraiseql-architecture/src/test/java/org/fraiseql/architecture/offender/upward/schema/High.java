package org.fraiseql.architecture.offender.upward.schema;

public final class High {}
