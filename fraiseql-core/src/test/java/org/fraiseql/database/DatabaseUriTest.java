package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.fraiseql.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseUriTest {

  @Test
  void allPartsAreRead() {
    DatabaseUri uri =
        DatabaseUri.parse(
            "postgresql://some%20one:p%40ss%2F%3Aw+rd@db.example:6432/sh%C3%B6p?sslmode=require&pgbouncer=true",
            null);
    assertThat(uri)
        .isEqualTo(
            new DatabaseUri(
                "db.example",
                6432,
                "shöp",
                "some one",
                "p@ss/:w+rd",
                DatabaseUri.Tls.REQUIRE,
                null,
                true));
    assertThat(uri.place()).isEqualTo("db.example:6432/shöp");
    assertThat(uri.toString()).doesNotContain("p@ss");
  }

  @Test
  void whatIsLeftOutHasADefault() {
    DatabaseUri uri = DatabaseUri.parse("postgres://me@/db", "from the environment");
    assertThat(uri.host()).isEqualTo("localhost");
    assertThat(uri.port()).isEqualTo(5432);
    assertThat(uri.password()).isEqualTo("from the environment");
    assertThat(uri.tls()).isEqualTo(DatabaseUri.Tls.DISABLE);
    assertThat(DatabaseUri.parse("postgresql://me:own@far/db", "other").password())
        .isEqualTo("own");
    assertThat(DatabaseUri.parse("postgresql://me@far/db", null).password()).isNull();
    assertThat(DatabaseUri.parse("postgresql://me@far/db", null).tls())
        .isEqualTo(DatabaseUri.Tls.PREFER);
  }

  @Test
  void addressesOfVersionSixStandInBrackets() {
    DatabaseUri uri = DatabaseUri.parse("postgresql://me@[2001:db8::7]:5433/db", null);
    assertThat(uri.host()).isEqualTo("2001:db8::7");
    assertThat(uri.port()).isEqualTo(5433);
    assertThat(uri.place()).isEqualTo("[2001:db8::7]:5433/db");
    assertThat(DatabaseUri.parse("postgresql://me@[::1]/db", null).tls())
        .isEqualTo(DatabaseUri.Tls.DISABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "mysql://u@h/d ~ scheme ~ does not start with postgresql://",
        "h/d ~ scheme ~ does not start with postgresql://",
        "jdbc:postgresql://h/d ~ scheme ~ does not start with postgresql://",
        "postgresql://u@h:1/ ~ database ~ names no database",
        "postgresql://u@h ~ database ~ names no database",
        "postgresql://h/d ~ user ~ names no user",
        "postgresql://u@h:0/d ~ port ~ no number from 1 to 65535",
        "postgresql://u@h:65536/d ~ port ~ no number from 1 to 65535",
        "postgresql://u@h:x/d ~ port ~ no number from 1 to 65535",
        "postgresql://u@h:/d ~ port ~ no number from 1 to 65535",
        "postgresql://u:s%zecret@h/d ~ password ~ no two hexadecimal digits",
        "postgresql://u:s%FFcret@h/d ~ password ~ none of UTF-8",
        "postgresql://u@h/d%00 ~ database ~ none of UTF-8",
        "postgresql://u:se#cret@h/d ~ fragment ~ %23",
        "postgresql://u@::1/d ~ host ~ brackets: [::1]",
        "postgresql://u@[::1/d ~ host ~ closing bracket",
        "postgresql://u@[::1]5/d ~ host ~ other than a port",
        "postgresql://u@a,b/d ~ host ~ several hosts",
        "postgresql://u@%2Fvar%2Frun/d ~ host ~ only TCP",
        "postgresql://u@h/d?sslmode=maybe ~ sslmode ~ known: disable",
        "postgresql://u@h/d?sslmode=verify-full ~ sslrootcert ~ needs sslrootcert",
        "postgresql://u@h/d?pgbouncer=1 ~ pgbouncer ~ instead of true or false",
        "postgresql://u@h/d?foo=1 ~ options ~ unknown option",
        "postgresql://u:sec/ret@h/d ~ user ~ names no user",
        "postgresql://u:sec?ret@h/d ~ database ~ names no database",
      })
  void whatIsWrongIsNamedWithoutThePassword(String text, String part, String reason) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> DatabaseUri.parse(text, null));
    assertThat(refused).as(text).isNotNull();
    var problem = refused.problems().getFirst();
    assertThat(problem.place()).isEqualTo("database URI, " + part);
    assertThat(problem.message()).contains(reason).doesNotContain("ecret").doesNotContain("sec");
    assertThat(problem.help()).contains("postgresql://user:password@host:port/database");
  }
}
