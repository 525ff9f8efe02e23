package org.fraiseql.architecture.offender.vague.catalog.util;

final class Thing {}
