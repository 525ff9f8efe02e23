package org.fraiseql.problem;

import org.jspecify.annotations.Nullable;

/** {@code FQ-18x}: the HTTP request around a GraphQL request. */
public sealed interface HttpProblem extends Problem {

  /** Nothing is served at this path. */
  record UnknownPath(String requested) implements HttpProblem {
    @Override
    public String code() {
      return "FQ-181";
    }

    @Override
    public String message() {
      return "Nothing is served at '" + requested + "'.";
    }

    @Override
    public String help() {
      return "The GraphQL endpoint is /graphql.";
    }
  }

  /**
   * The path does not take this method.
   *
   * @param allowed the methods that it takes, as in the header {@code Allow}
   */
  record MethodNotAllowed(String method, String allowed) implements HttpProblem {
    @Override
    public String code() {
      return "FQ-182";
    }

    @Override
    public String message() {
      return "The method " + method + " is not allowed here.";
    }

    @Override
    public String help() {
      return "Use " + allowed + ".";
    }
  }

  /** Only queries may be asked by GET: a link must not change anything. */
  record NotAQuery(String operation) implements HttpProblem {
    @Override
    public String code() {
      return "FQ-183";
    }

    @Override
    public String message() {
      return "A " + operation + " cannot be sent by GET.";
    }

    @Override
    public String help() {
      return "Send it by POST.";
    }
  }

  /** The client accepts none of the media types that there are. */
  record NotAcceptable(String accept) implements HttpProblem {
    @Override
    public String code() {
      return "FQ-184";
    }

    @Override
    public String message() {
      return "Nothing that the header Accept asks for can be given: " + accept;
    }

    @Override
    public String help() {
      return "Accept application/graphql-response+json or application/json.";
    }
  }

  /** The body is not JSON in UTF-8 by its headers. */
  record UnsupportedMediaType(@Nullable String given, String help) implements HttpProblem {
    @Override
    public String code() {
      return "FQ-185";
    }

    @Override
    public String message() {
      return given == null
          ? "The request does not say what its body is."
          : "A body of this kind cannot be read: " + given;
    }
  }

  /**
   * The body is larger than allowed.
   *
   * @param limit in bytes
   */
  record BodyTooLarge(int limit) implements HttpProblem {
    @Override
    public String code() {
      return "FQ-186";
    }

    @Override
    public String message() {
      return "The request's body is larger than " + limit + " bytes.";
    }

    @Override
    public String help() {
      return "Send less at once, or raise the limit of the server.";
    }
  }

  /** A header that says who asks came more than once, so it is not clear who. */
  record RepeatedHeader(String name) implements HttpProblem {
    @Override
    public String code() {
      return "FQ-187";
    }

    @Override
    public String message() {
      return "The header '" + name + "' is given more than once.";
    }

    @Override
    public String help() {
      return "Have the proxy replace the client's header instead of adding to it.";
    }
  }

  /** A header names a setting that headers may not give. */
  record SettingNotAllowed(String setting) implements HttpProblem {
    @Override
    public String code() {
      return "FQ-188";
    }

    @Override
    public String message() {
      return "The setting '" + setting + "' cannot be given by a header.";
    }

    @Override
    public String help() {
      return "Headers may give settings of applications, whose names have a dot: app.tenant_id.";
    }
  }

  /** The server is up, but does not serve yet. */
  record Starting(String what) implements HttpProblem {
    @Override
    public String code() {
      return "FQ-189";
    }

    @Override
    public String message() {
      return "The server is starting: " + what;
    }

    @Override
    public String help() {
      return "Ask again in a moment.";
    }
  }
}
