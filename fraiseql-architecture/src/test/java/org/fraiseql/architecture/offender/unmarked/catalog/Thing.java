package org.fraiseql.architecture.offender.unmarked.catalog;

final class Thing {}
