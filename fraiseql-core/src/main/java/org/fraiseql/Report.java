package org.fraiseql;

import graphql.schema.GraphQLSchema;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.fraiseql.catalog.Routine;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.problem.DefinitionProblem;

/**
 * What was found in the database: for start-up messages.
 *
 * @param models the read models that are served
 * @param commands the routines that are served
 * @param fields how many fields the query type has
 * @param problems what is not served as well as it could be, by place
 */
public record Report(
    List<ReadModel> models,
    List<Routine> commands,
    int types,
    int fields,
    List<DefinitionProblem> problems) {

  Report(
      List<ReadModel> models,
      List<Routine> commands,
      GraphQLSchema schema,
      List<DefinitionProblem> problems) {
    this(
        models,
        commands,
        (int)
            schema.getAllTypesAsList().stream().filter(t -> !t.getName().startsWith("__")).count(),
        schema.getQueryType().getFieldDefinitions().size(),
        problems);
  }

  /** The same with further problems. */
  Report with(Collection<DefinitionProblem> further) {
    return new Report(
        models, commands, types, fields, byPlace(problems.stream(), further.stream()));
  }

  /** What belongs to the whole database comes first. */
  static List<DefinitionProblem> byPlace(
      Stream<DefinitionProblem> some, Stream<DefinitionProblem> others) {
    return Stream.concat(some, others)
        .sorted(
            Comparator.comparing(
                DefinitionProblem::place, Comparator.nullsFirst(Comparator.naturalOrder())))
        .toList();
  }
}
