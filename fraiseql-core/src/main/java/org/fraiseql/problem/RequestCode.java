package org.fraiseql.problem;

/**
 * The one table of the codes {@code FQ-1xx}. The page {@code docs/errors/request.md} is generated
 * from it.
 */
enum RequestCode {
  MALFORMED_REQUEST(
      101,
      "The request's body, or something in it, is not what GraphQL over HTTP asks for.",
      "Send a JSON object with query, and if needed variables and operationName."),
  SYNTAX(102, "The document is not GraphQL.", "Correct the text at the position that is named."),
  INVALID_DOCUMENT(
      103,
      "The document breaks one of GraphQL's rules of validation.",
      "Correct what the message names; the rules are in chapter 5 of the GraphQL specification."),
  UNKNOWN_OPERATION(
      104,
      "operationName names an operation that the document does not have.",
      "Give the name of one of the document's operations."),
  OPERATION_NOT_CHOSEN(
      105,
      "The document has several operations, and the request does not say which to execute.",
      "Give operationName."),
  UNKNOWN_FIELD(
      110,
      "A type has no field of that name.",
      "Select fields that the type has; names are exact."),
  UNKNOWN_ARGUMENT(
      111, "A field or directive takes no argument of that name.", "Use the arguments it takes."),
  UNKNOWN_INPUT_FIELD(
      112,
      "An input type, such as a filter, has no field or operator of that name.",
      "Use the fields and operators of the input type."),
  UNKNOWN_ENUM_VALUE(113, "An enum has no value of that name.", "Use one of the enum's values."),
  UNKNOWN_TYPE(
      114, "The schema has no type of that name.", "Correct the type of the variable or fragment."),
  UNKNOWN_FRAGMENT(
      115,
      "The document spreads a fragment that it does not define.",
      "Define the fragment in the same document."),
  UNKNOWN_DIRECTIVE(
      116, "The schema has no directive of that name.", "Use @skip and @include for conditions."),
  UNKNOWN_VARIABLE(
      117,
      "An operation uses a variable that it does not define.",
      "Define the variable after the operation's name."),
  WRONG_VALUE(
      120,
      "A value in the document or in the variables is not of the type that is expected there.",
      "Give a value of the expected type."),
  MISSING_VALUE(
      121,
      "A variable, argument or input field that must have a value has none, or null.",
      "Give it a value."),
  UNFIT_TEXT(
      122,
      "A string holds U+0000 or half of a surrogate pair, which PostgreSQL cannot store.",
      "Remove the character from the string."),
  NOT_EXACTLY_ONE(
      123,
      "An input object of which exactly one field must be given has none or several.",
      "Give exactly one field; for several sort keys, give a list of objects."),
  CONFLICTING_ARGUMENTS(
      124, "Two arguments exclude one another, such as first and last.", "Give one of them."),
  NEGATIVE_NUMBER(
      125,
      "A number of rows (limit, first, last, offset) is negative.",
      "Give zero or a positive number."),
  MALFORMED_CURSOR(
      126,
      "after or before is not a cursor of this list in this order.",
      "Give a cursor that this list returned with the same orderBy, unchanged."),
  TOO_MANY_TOKENS(
      130, "The document is longer than the limit of tokens allows.", "Split the document."),
  TOO_DEEP(
      131,
      "Fields are nested deeper than the limit of depth allows.",
      "Select fewer levels; ask for the rest in a second request."),
  TOO_MANY_ALIASES(
      132,
      "The document has more aliases than the limit allows.",
      "Ask for many rows with one list field and a filter such as id: {in: […]}."),
  TOO_COSTLY(
      133,
      "The answer could hold more values than the limit of cost allows: leaf fields times the rows"
          + " of the lists that they are in.",
      "Give smaller values of limit or first, or select fewer fields."),
  TOO_MANY_ROWS(
      134, "limit, first or last is over the limit of rows.", "Ask for fewer rows and page."),
  NESTED_TOO_DEEPLY(
      135,
      "Brackets, lists or input objects are nested deeper than any request needs.",
      "Nest less."),
  TOO_MANY_INPUTS(
      136,
      "The variables hold more fields of input objects than the limit of tokens allows.",
      "Filter by a list of values (in) instead of many conditions."),
  TOO_MUCH_INTROSPECTION(
      137,
      "An introspection selection would multiply the schema by itself.",
      "Select fields, inputFields, interfaces or possibleTypes once along each path, as GraphiQL does.");

  final String code;
  final String cause;
  final String remedy;

  RequestCode(int number, String cause, String remedy) {
    this.code = "FQ-" + number;
    this.cause = cause;
    this.remedy = remedy;
  }
}
