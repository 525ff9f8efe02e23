package org.fraiseql.query;

/** A piece of an operation: how it is written, and what it means for documents. */
record Part<M>(String text, M meaning) {}
