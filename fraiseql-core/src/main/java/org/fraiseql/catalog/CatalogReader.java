package org.fraiseql.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.database.Row;
import org.fraiseql.database.Session;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue of a database. The session must have an empty search path and quote all
 * identifiers.
 */
public final class CatalogReader {

  private final Session session;
  private final Map<Long, Row> typeRows = new LinkedHashMap<>();
  private final Map<Long, PgType> types = new HashMap<>();

  private CatalogReader(Session session) {
    this.session = session;
  }

  /**
   * Reads everything in a few statements.
   *
   * @param roles the roles that callers may take on; a relation counts as readable when all of them
   *     may read it
   */
  public static Catalog read(Session session, List<String> roles) {
    return new CatalogReader(session).read(roles);
  }

  /** A text that changes when anything changes that {@link #read} reads. */
  public static String fingerprint(Session session) {
    return text(session.query(resource("fingerprint.sql")).getFirst(), "fingerprint");
  }

  /** The types of scalar sub-selects, none of which is executed: each must yield no row. */
  public static Map<String, PgType> typesOf(
      Session session, Catalog catalog, List<String> subSelects) {
    StringBuilder sql = new StringBuilder("SELECT ARRAY[");
    for (int i = 0; i < subSelects.size(); i++) {
      sql.append(i == 0 ? "" : ", ")
          .append("pg_catalog.pg_typeof(")
          .append(subSelects.get(i))
          .append(")::oid::text");
    }
    List<String> oids =
        session.query(sql.append("] AS types").toString()).getFirst().strings("types");
    Map<String, PgType> types = new HashMap<>();
    for (int i = 0; i < oids.size(); i++) {
      PgType type = catalog.types().get(Long.valueOf(oids.get(i)));
      if (type != null) {
        types.put(subSelects.get(i), type);
      }
    }
    return types;
  }

  /**
   * The type that a person's spelling means, such as {@code timestamptz} or {@code numeric(10,2)};
   * null if there is none.
   */
  public static @Nullable PgType typeNamed(Session session, Catalog catalog, String spelling) {
    String sql =
        "SELECT coalesce(to_regtype($1::text)::oid, to_regtype('public.' || $1::text)::oid, 0)::bigint AS oid";
    long oid = session.query(sql, spelling).getFirst().number("oid");
    return catalog.types().get(oid);
  }

  private Catalog read(List<String> roles) {
    for (Row row : session.query(resource("types.sql"))) {
      typeRows.put(row.number("oid"), row);
    }
    typeRows.keySet().forEach(this::type);
    Map<Long, List<Relation.Column>> columns = new HashMap<>();
    for (Row row : session.query(resource("columns.sql"))) {
      PgType type = types.get(row.number("type"));
      if (type != null) {
        columns
            .computeIfAbsent(row.number("relation"), _ -> new ArrayList<>())
            .add(
                new Relation.Column(
                    text(row, "name"), type, row.bool("not_null"), row.string("comment")));
      }
    }
    Map<Long, List<Set<String>>> keys = new HashMap<>();
    for (Row row : session.query(resource("keys.sql"))) {
      keys.computeIfAbsent(row.number("relation"), _ -> new ArrayList<>())
          .add(Set.copyOf(row.strings("columns")));
    }
    Map<RelationName, Relation> relations = new LinkedHashMap<>();
    for (Row row : session.query(resource("relations.sql"), roles)) {
      RelationName name = new RelationName(text(row, "context"), text(row, "name"));
      long oid = row.number("oid");
      relations.put(
          name,
          new Relation(
              name,
              Relation.Kind.valueOf(text(row, "kind")),
              List.copyOf(columns.getOrDefault(oid, List.of())),
              row.string("comment"),
              row.string("definition"),
              keys.getOrDefault(oid, List.of()),
              row.bool("security_invoker"),
              row.bool("row_security"),
              row.bool("readable")));
    }
    Set<String> aggregates = new HashSet<>();
    Set<String> setReturning = new HashSet<>();
    for (Row row : session.query(resource("functions.sql"))) {
      (row.bool("aggregate") ? aggregates : setReturning).add(text(row, "name"));
    }
    return new Catalog(
        relations,
        Map.copyOf(types),
        Set.copyOf(aggregates),
        Set.copyOf(setReturning),
        session.query(resource("routines.sql")).stream().map(this::routine).toList(),
        session.query(resource("constraints.sql")).stream()
            .map(CatalogReader::constraint)
            .toList());
  }

  private Routine routine(Row row) {
    List<String> names = row.strings("names");
    List<String> modes = row.strings("modes");
    List<PgType> argumentTypes = argumentTypes(row);
    long inputs = modes.stream().filter(CatalogReader::isInput).count();
    long firstDefault = inputs - row.number("defaults");
    List<Routine.Parameter> parameters = new ArrayList<>();
    List<PgType.Attribute> columns = new ArrayList<>();
    for (int i = 0; i < modes.size(); i++) {
      if (isInput(modes.get(i))) {
        boolean hasDefault = parameters.size() >= firstDefault;
        parameters.add(new Routine.Parameter(names.get(i), argumentTypes.get(i), hasDefault));
      }
      if (isOutput(modes.get(i))) {
        columns.add(new PgType.Attribute(names.get(i), argumentTypes.get(i), null));
      }
    }
    PgType result = columns.isEmpty() ? types.get(row.number("result")) : null;
    return new Routine(
        row.number("oid"),
        text(row, "context"),
        text(row, "name"),
        parameters,
        new Routine.Result(
            result, row.bool("set"), result == null ? List.copyOf(columns) : result.attributes()),
        text(row, "language"),
        text(row, "source"),
        row.bool("security_definer"),
        row.bool("search_path"),
        row.bool("public_may_execute"),
        row.string("comment"));
  }

  /** The types of all arguments; of what is no type of a column, such as anyelement, the name. */
  private List<PgType> argumentTypes(Row row) {
    List<String> oids = row.strings("types");
    List<String> names = row.strings("type_names");
    List<PgType> found = new ArrayList<>();
    for (int i = 0; i < oids.size(); i++) {
      PgType known = types.get(Long.valueOf(oids.get(i)));
      found.add(known == null ? pseudoType(names.get(i)) : known);
    }
    return found;
  }

  private static PgType pseudoType(String sqlName) {
    String name = sqlName.replace("\"", "");
    return new PgType(
        "pg_catalog", name, sqlName, PgType.Kind.BASE, null, List.of(), List.of(), false, null);
  }

  private static boolean isInput(String mode) {
    return mode.equals("i") || mode.equals("b") || mode.equals("v");
  }

  private static boolean isOutput(String mode) {
    return mode.equals("o") || mode.equals("b") || mode.equals("t");
  }

  private static Constraint constraint(Row row) {
    return new Constraint(
        text(row, "context"),
        text(row, "owner"),
        text(row, "name"),
        Constraint.Kind.valueOf(text(row, "kind")),
        row.strings("columns"),
        row.string("comment"));
  }

  /**
   * Builds a type after those that it refers to; a composite that contains itself has no attributes
   * there.
   */
  private @Nullable PgType type(long oid) {
    PgType known = types.get(oid);
    Row row = typeRows.get(oid);
    if (known != null || row == null) {
      return known;
    }
    PgType.Kind kind = PgType.Kind.valueOf(text(row, "kind"));
    PgType bare = typeOf(row, kind, null, List.of());
    types.put(oid, bare);
    List<PgType.Attribute> attributes = new ArrayList<>();
    List<String> names = row.strings("attribute_names");
    List<String> typeOids = row.strings("attribute_types");
    List<String> comments = row.strings("attribute_comments");
    for (int i = 0; i < names.size(); i++) {
      PgType attribute = type(Long.parseLong(typeOids.get(i)));
      if (attribute != null) {
        String comment = comments.get(i).isEmpty() ? null : comments.get(i);
        attributes.add(new PgType.Attribute(names.get(i), attribute, comment));
      }
    }
    PgType full =
        typeOf(
            row, kind, row.number("element") == 0 ? null : type(row.number("element")), attributes);
    types.put(oid, full);
    return full;
  }

  private static PgType typeOf(
      Row row, PgType.Kind kind, @Nullable PgType element, List<PgType.Attribute> attributes) {
    return new PgType(
        text(row, "context"),
        text(row, "name"),
        text(row, "sql_name"),
        kind,
        element,
        row.strings("labels"),
        attributes,
        row.bool("not_null"),
        row.string("comment"));
  }

  private static String text(Row row, String column) {
    String value = row.string(column);
    if (value == null) {
      throw new IllegalStateException("The catalogue has no " + column);
    }
    return value;
  }

  private static String resource(String name) {
    try (InputStream in = CatalogReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
