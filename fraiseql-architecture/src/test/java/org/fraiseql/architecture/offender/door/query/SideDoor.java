package org.fraiseql.architecture.offender.door.query;

import io.vertx.sqlclient.Pool;

record SideDoor(Pool pool) {}
