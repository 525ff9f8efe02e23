package org.fraiseql.database;

/** How much a transaction sees of others that run at the same time. */
public enum Isolation {
  /** What the database, role or connection is configured for. */
  DEFAULT,
  READ_COMMITTED,
  REPEATABLE_READ,
  SERIALIZABLE
}
