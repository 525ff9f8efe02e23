package org.fraiseql.architecture.offender.upward.sql;

import org.fraiseql.architecture.offender.upward.schema.High;

/** A leaf that uses what stands above it. */
record Low(High high) {}
