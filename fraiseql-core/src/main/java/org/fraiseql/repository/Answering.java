package org.fraiseql.repository;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.command.CommandCompiler;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.DeclarationReader;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.declaration.RecordDeclaration.Role;
import org.fraiseql.definition.Shape;
import org.fraiseql.operation.Selection;
import org.fraiseql.problem.Hint;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.schema.CommandField;
import org.fraiseql.schema.CommandField.Success.Payload;
import org.fraiseql.schema.ObjectType;
import org.fraiseql.schema.RootField;
import org.fraiseql.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a command's answer becomes the type that a program wants. Immutable.
 *
 * @param field the command, with what the type asks for besides what the database declares
 * @param success the record of an accepted command; null for an {@link Outcome}
 * @param failure the record of a rejected one; null where a rejection is a problem
 */
record Answering(
    CommandField field,
    Declarations declarations,
    @Nullable RecordDeclaration success,
    @Nullable RecordDeclaration failure,
    List<Selection> accepted,
    List<Selection> rejected) {

  private static final Selection TYPE = leaf("__typename");
  private static final Selection MESSAGE = leaf("message");

  static Answering of(Class<?> type, CommandField field, Schema schema) {
    CommandField plain = withCodesAsTheyAre(field);
    List<Selection> refusal = List.of(TYPE, MESSAGE, leaf("code"), leaf("field"), leaf("details"));
    if (type == Outcome.class) {
      Selection data = new Selection("data", CommandCompiler.WHOLE_DATA, Map.of(), List.of());
      return new Answering(
          plain, Declarations.NONE, null, null, List.of(TYPE, MESSAGE, data), refusal);
    }
    Declarations declarations = declarations(type);
    RecordDeclaration success = role(declarations, type, Role.SUCCESS);
    if (success == null) {
      throw unfit(type.getName(), "none of its records is annotated @Success", Hint.NONE);
    }
    RecordDeclaration failure = role(declarations, type, Role.FAILURE);
    Accepting accepting = new Accepting(plain, declarations, schema);
    List<Selection> accepted = accepting.selections(success);
    return new Answering(
        accepting.field(),
        declarations,
        success,
        failure,
        accepted,
        failure == null ? refusal : rejections(failure, plain));
  }

  private static Declarations declarations(Class<?> type) {
    Declarations read = DeclarationReader.read(List.of(type), Set.of());
    if (!read.problems().isEmpty()) {
      throw new ProblemException(read.problems());
    }
    return read;
  }

  /** A record that stands alone is what an accepted command answers. */
  private static @Nullable RecordDeclaration role(
      Declarations declarations, Class<?> type, Role role) {
    if (type.isRecord()) {
      return role == Role.SUCCESS ? declarations.records().get(type) : null;
    }
    List<RecordDeclaration> found =
        declarations.sealed().containsKey(type)
            ? declarations.sealed().get(type).members().stream()
                .filter(member -> member.role() == role)
                .toList()
            : List.of();
    if (found.size() > 1) {
      throw unfit(type.getName(), "more than one of its records is annotated alike", Hint.NONE);
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  private static CommandField withCodesAsTheyAre(CommandField field) {
    return new CommandField(
        field.name(),
        field.routine(),
        field.input(),
        field.success(),
        new CommandField.Failure(field.failure().typeName(), Map.of()),
        field.resultType(),
        field.aggregate(),
        field.isolation());
  }

  private static Selection leaf(String name) {
    return new Selection(name, name, Map.of(), List.of());
  }

  private static List<Selection> rejections(RecordDeclaration failure, CommandField field) {
    List<String> known = new ArrayList<>(List.of("message", "code", "field", "details"));
    if (field.aggregate() != null) {
      known.add("currentVersion");
    }
    List<Selection> selections = new ArrayList<>();
    selections.add(TYPE);
    for (Component component : failure.components()) {
      if (!known.contains(component.name())) {
        throw unfit(
            component.place(),
            "a rejection of '" + field.routine().name() + "' has no such part",
            Hint.of(component.name(), known));
      }
      selections.add(leaf(component.name()));
    }
    return List.copyOf(selections);
  }

  private static ProblemException unfit(String place, String reason, Hint hint) {
    return new ProblemException(new SessionProblem.UnfitResult(place, reason, hint));
  }

  /** What the record of an accepted command asks for. */
  private static final class Accepting {
    private final Declarations declarations;
    private final Schema schema;
    private CommandField field;

    Accepting(CommandField field, Declarations declarations, Schema schema) {
      this.field = field;
      this.declarations = declarations;
      this.schema = schema;
    }

    CommandField field() {
      return field;
    }

    List<Selection> selections(RecordDeclaration success) {
      List<Selection> selections = new ArrayList<>();
      selections.add(TYPE);
      for (Component component : success.components()) {
        selections.add(selection(component));
      }
      return List.copyOf(selections);
    }

    private Selection selection(Component component) {
      String name = component.name();
      if (name.equals("message") || name.equals("version") && field.aggregate() != null) {
        return leaf(name);
      }
      RecordDeclaration document = document(component);
      if (document != null) {
        RootField model = model(document);
        return new Selection(
            name,
            payload(component, model),
            Map.of(),
            RecordShape.selections(document, declarations, model.type()));
      }
      ObjectType.Field declared = field.success().data().fields().get(name);
      return declared == null
          ? data(component)
          : RecordShape.selection(component, declarations, declared);
    }

    private @Nullable RecordDeclaration document(Component component) {
      return component.type() instanceof JavaType.OfRecord(Class<?> raw, boolean _)
              && declarations.records().get(raw) instanceof RecordDeclaration record
              && record.relation() != null
          ? record
          : null;
    }

    private RootField model(RecordDeclaration document) {
      var name = Reading.named(String.valueOf(document.relation()), document.place(), schema);
      return schema.queries().stream()
          .filter(query -> query.model().name().equals(name))
          .findFirst()
          .orElseThrow();
    }

    /** The payload's field; a command has one payload, that of the database or the record's. */
    private String payload(Component component, RootField model) {
      Payload payload = field.success().payload();
      boolean same =
          payload != null
              && payload.model().model().name().equals(model.model().name())
              && payload.field().equals(component.name());
      if (!same) {
        field =
            with(
                new CommandField.Success(
                    field.success().typeName(),
                    new Payload(component.name(), model),
                    field.success().data()));
      }
      return component.name();
    }

    /** A key of the routine's data that only the record declares. */
    private Selection data(Component component) {
      Map<String, ObjectType.Field> fields = new LinkedHashMap<>(field.success().data().fields());
      Shape.Slot slot = new Shape.Slot(new Shape.OpaqueShape("as the record says"), true);
      fields.put(
          component.name(),
          new ObjectType.Field(
              component.name(), Keys.of(component.name()), slot, null, null, null));
      field =
          with(
              new CommandField.Success(
                  field.success().typeName(),
                  field.success().payload(),
                  new ObjectType(field.success().data().name(), fields)));
      return leaf(component.name());
    }

    private CommandField with(CommandField.Success success) {
      return new CommandField(
          field.name(),
          field.routine(),
          field.input(),
          success,
          field.failure(),
          field.resultType(),
          field.aggregate(),
          field.isolation());
    }
  }

  /** The answer as the wanted type. */
  <R> R read(String json, Class<R> type) {
    JsonNode answer = Json.tree(json);
    boolean isAccepted = isAccepted(answer);
    if (success == null) {
      return type.cast(outcome(answer, isAccepted));
    }
    RecordDeclaration record = isAccepted ? success : failure;
    if (record == null) {
      throw rejected(json, field.routine().name());
    }
    JsonNode named = new Keys(declarations).named(answer, record.type());
    return type.cast(Json.value(named, record.type(), record.type().getSimpleName()));
  }

  private boolean isAccepted(JsonNode answer) {
    return answer.path("__typename").asText().equals(field.success().typeName());
  }

  private static Outcome outcome(JsonNode answer, boolean isAccepted) {
    return new Outcome(
        isAccepted,
        answer.path("message").asText(),
        part(answer, "data"),
        text(answer, "code"),
        text(answer, "field"),
        part(answer, "details"));
  }

  private static @Nullable JsonNode part(JsonNode answer, String name) {
    JsonNode part = answer.path(name);
    return part.isMissingNode() || part.isNull() ? null : part;
  }

  private static @Nullable String text(JsonNode answer, String name) {
    JsonNode part = part(answer, name);
    return part == null ? null : part.asText();
  }

  /** A rejection where there is nothing to hold it. */
  ProblemException rejected(String json, String which) {
    JsonNode answer = Json.tree(json);
    String code = answer.path("code").asText("REFUSED");
    String message = answer.path("message").asText("The command was refused.");
    return new ProblemException(new SessionProblem.Rejected(which, code, message));
  }
}
