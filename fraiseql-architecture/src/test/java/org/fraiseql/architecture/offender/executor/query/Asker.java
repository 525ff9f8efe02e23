package org.fraiseql.architecture.offender.executor.query;

import graphql.language.Field;

record Asker(Field field) {}
