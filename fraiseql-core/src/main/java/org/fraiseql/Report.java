package org.fraiseql;

import graphql.schema.GraphQLSchema;
import java.util.List;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.problem.DefinitionProblem;

/**
 * What was found in the database: for start-up messages.
 *
 * @param models the read models that are served
 * @param problems what is not served as well as it could be, by place
 */
public record Report(
    List<ReadModel> models, int types, int fields, List<DefinitionProblem> problems) {

  Report(List<ReadModel> models, GraphQLSchema schema, List<DefinitionProblem> problems) {
    this(
        models,
        (int)
            schema.getAllTypesAsList().stream().filter(t -> !t.getName().startsWith("__")).count(),
        schema.getQueryType().getFieldDefinitions().size(),
        problems);
  }
}
