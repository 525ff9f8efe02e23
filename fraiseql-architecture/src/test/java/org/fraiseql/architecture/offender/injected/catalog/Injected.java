package org.fraiseql.architecture.offender.injected.catalog;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

@SuppressWarnings("all")
final class Injected {

  @Retention(RetentionPolicy.RUNTIME)
  @interface Inject {}

  @Inject private String given = "";
}
