package org.fraiseql.architecture.offender.cycle.catalog;

import org.fraiseql.architecture.offender.cycle.catalog.deeper.Other;

public record One(Other other) {}
