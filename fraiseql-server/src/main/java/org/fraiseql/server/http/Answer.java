package org.fraiseql.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.fraiseql.Response;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.CommandProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.HttpProblem;
import org.fraiseql.problem.InternalProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.RequestProblem;
import org.fraiseql.problem.ResolverProblem;
import org.fraiseql.problem.SessionProblem;
import org.jspecify.annotations.Nullable;

/**
 * Status and body of an answer.
 *
 * @param body a GraphQL response in UTF-8
 */
record Answer(int status, Buffer body) {

  private static final JsonFactory JSON = new JsonFactory();

  /** What the engine said about a well-formed request. */
  static Answer of(Response response, MediaType type) {
    return switch (response) {
      case Response.Data data -> new Answer(200, data.body());
      case Response.Refused refused ->
          new Answer(refusal(refused.problems(), type), body(refused.problems(), false));
      case Response.Partial partial -> new Answer(200, partial(partial));
      case Response.Failed failed ->
          new Answer(failure(failed.problems()), body(failed.problems(), true));
    };
  }

  /** What the HTTP interface says about a request that does not get as far as the engine. */
  static Answer of(List<? extends Problem> problems) {
    return new Answer(status(problems.getFirst()), body(problems, false));
  }

  private static int refusal(List<? extends Problem> problems, MediaType type) {
    int status = status(problems.getFirst());
    return switch (type) {
      case GRAPHQL_RESPONSE -> status;
      case JSON -> status == 400 ? 200 : status;
    };
  }

  /** The request was executed, so the status is 200 unless the server could not do its part. */
  private static int failure(List<? extends Problem> problems) {
    int status = status(problems.getFirst());
    return status >= 500 ? status : 200;
  }

  static int status(Problem problem) {
    return switch (problem) {
      case RequestProblem _, DefinitionProblem _ -> 400;
      case CallerProblem _ -> 403;
      case CommandProblem command ->
          switch (command) {
            case CommandProblem.Malformed _, CommandProblem.Masked _ -> 500;
            case CommandProblem.InvalidInput _, CommandProblem.InvalidKey _ -> 400;
            case CommandProblem.NotAllowed _ -> 403;
            case CommandProblem.KeyReused _ -> 422;
            case CommandProblem.KeysUnavailable _ -> 501;
          };
      case HttpProblem http ->
          switch (http) {
            case HttpProblem.UnknownPath _ -> 404;
            case HttpProblem.MethodNotAllowed _, HttpProblem.NotAQuery _ -> 405;
            case HttpProblem.NotAcceptable _ -> 406;
            case HttpProblem.BodyTooLarge _ -> 413;
            case HttpProblem.UnsupportedMediaType _ -> 415;
            case HttpProblem.RepeatedHeader _, HttpProblem.SettingNotAllowed _ -> 400;
            case HttpProblem.Starting _ -> 503;
          };
      case DatabaseProblem database ->
          switch (database) {
            case DatabaseProblem.InvalidValue _,
                DatabaseProblem.ResultTooLarge _,
                DatabaseProblem.TooComplex _ ->
                400;
            case DatabaseProblem.NotAllowed _ -> 403;
            case DatabaseProblem.Misconfigured _,
                DatabaseProblem.Failed _,
                DatabaseProblem.OutcomeUnknown _ ->
                500;
            case DatabaseProblem.Unreachable _,
                DatabaseProblem.Unavailable _,
                DatabaseProblem.Overloaded _,
                DatabaseProblem.StaleSchema _,
                DatabaseProblem.Conflict _,
                DatabaseProblem.Locked _,
                DatabaseProblem.Cancelled _ ->
                503;
            case DatabaseProblem.Timeout _, DatabaseProblem.TransactionOver _ -> 504;
          };
      case ResolverProblem resolver ->
          switch (resolver) {
            case ResolverProblem.Masked _, ResolverProblem.NoValue _ -> 500;
            case ResolverProblem.TookTooLong _ -> 504;
            case ResolverProblem.ArgumentsBelowJava _, ResolverProblem.InvalidInput _ -> 400;
          };
      case SessionProblem _, InternalProblem _ -> 500;
    };
  }

  private static Buffer body(List<? extends Problem> problems, boolean executed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * problems.size());
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("errors");
      for (Problem problem : problems) {
        write(problem, problem.path(), json);
      }
      json.writeEndArray();
      if (executed) {
        json.writeNullField("data");
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static Buffer partial(Response.Partial partial) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + partial.data().length());
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("errors");
      for (Response.FieldFailure failure : partial.failures()) {
        write(failure.problem(), failure.path(), json);
      }
      json.writeEndArray();
      json.writeFieldName("data");
      json.writeRawValue(partial.data().toString());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static void write(Problem problem, List<?> path, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("message", problem.message());
    if (!problem.locations().isEmpty()) {
      json.writeArrayFieldStart("locations");
      for (Problem.Location location : problem.locations()) {
        json.writeStartObject();
        json.writeNumberField("line", location.line());
        json.writeNumberField("column", location.column());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (!path.isEmpty()) {
      json.writeArrayFieldStart("path");
      for (Object segment : path) {
        if (segment instanceof Integer index) {
          json.writeNumber(index);
        } else {
          json.writeString(segment.toString());
        }
      }
      json.writeEndArray();
    }
    json.writeObjectFieldStart("extensions");
    json.writeStringField("code", problem.code());
    // Where the database is, is nothing for clients to know.
    if (!(problem instanceof DatabaseProblem)) {
      writeUnlessNull("place", problem.place(), json);
    }
    writeUnlessNull("help", problem.help(), json);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeUnlessNull(String name, @Nullable String value, JsonGenerator json)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }
}
