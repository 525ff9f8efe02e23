package org.fraiseql.operation;

import graphql.language.SourceLocation;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import graphql.validation.Validator;
import graphql.validation.rules.ArgumentsOfCorrectType;
import graphql.validation.rules.FieldsOnCorrectType;
import graphql.validation.rules.KnownArgumentNames;
import graphql.validation.rules.KnownFragmentNames;
import graphql.validation.rules.KnownTypeNames;
import graphql.validation.rules.NoFragmentCycles;
import graphql.validation.rules.NoUndefinedVariables;
import graphql.validation.rules.ProvidedNonNullArguments;
import graphql.validation.rules.VariableDefaultValuesOfCorrectType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.fraiseql.problem.DocumentProblem.InvalidDocument;
import org.fraiseql.problem.Problem.Location;
import org.fraiseql.problem.RequestProblem;
import org.jspecify.annotations.Nullable;

/** The specification's rules that {@link NameCheck} does not cover, by graphql-java's validator. */
final class SpecificationRules {

  /** Covered by {@link NameCheck}, which says more about them. */
  private static final Set<Class<?>> COVERED =
      Set.of(
          FieldsOnCorrectType.class,
          KnownArgumentNames.class,
          KnownTypeNames.class,
          KnownFragmentNames.class,
          NoFragmentCycles.class,
          NoUndefinedVariables.class,
          ArgumentsOfCorrectType.class,
          VariableDefaultValuesOfCorrectType.class,
          ProvidedNonNullArguments.class);

  /** Where graphql-java's message is no sentence of its own. */
  private static final Map<ValidationErrorType, String> MESSAGE =
      Map.of(
          ValidationErrorType.LoneAnonymousOperationViolation,
          "An operation without a name stands beside others.");

  private static final Map<ValidationErrorType, String> HELP =
      Map.of(
          ValidationErrorType.SubselectionRequired,
          "Select fields of it in braces after its name.",
          ValidationErrorType.SubselectionNotAllowed,
          "Leave out the braces after its name.",
          ValidationErrorType.UnusedVariable,
          "Use the variable, or take it out of the operation's definition.",
          ValidationErrorType.UnusedFragment,
          "Spread the fragment with ..., or take it out of the document.",
          ValidationErrorType.FieldsConflict,
          "Give one of them an alias.",
          ValidationErrorType.VariableTypeMismatch,
          "Define the variable with the type that is expected there.",
          ValidationErrorType.LoneAnonymousOperationViolation,
          "Give every operation a name.");

  private static final Pattern PREFIX =
      Pattern.compile("^validation error \\([^)]*\\) ?:? *", Pattern.CASE_INSENSITIVE);

  private SpecificationRules() {}

  static List<RequestProblem> check(Terms terms, Parsed parsed) {
    return new Validator()
            .validateDocument(
                terms.schema(), parsed.tree(), rule -> !COVERED.contains(rule), Locale.ENGLISH)
            .stream()
            .filter(e -> e.getValidationErrorType() != ValidationErrorType.UnknownDirective)
            .map(SpecificationRules::problem)
            .toList();
  }

  private static RequestProblem problem(ValidationError error) {
    List<SourceLocation> sources = error.getLocations();
    List<Location> locations =
        sources == null ? List.of() : sources.stream().map(Place::locationOf).toList();
    List<String> path = error.getQueryPath();
    String message = sentence(error.getMessage());
    @Nullable String help = null;
    if (error.getValidationErrorType() instanceof ValidationErrorType type) {
      message = MESSAGE.getOrDefault(type, message);
      help = HELP.get(type);
    }
    return new InvalidDocument(
        message, help, locations, path == null ? List.of() : List.copyOf(path));
  }

  /** graphql-java's message without its prefix, as one sentence. */
  static String sentence(String message) {
    String bare = PREFIX.matcher(message).replaceFirst("");
    String spaced = bare.replace("' : ", "': ");
    return spaced.endsWith(".") ? spaced : spaced + ".";
  }
}
