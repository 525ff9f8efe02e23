package org.fraiseql.architecture.offender.cycle.catalog.deeper;

import org.fraiseql.architecture.offender.cycle.catalog.One;

public record Other(One one) {}
