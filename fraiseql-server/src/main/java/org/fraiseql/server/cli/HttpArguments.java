package org.fraiseql.server.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fraiseql.server.http.CallerRules;
import org.fraiseql.server.http.HttpSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options about HTTP. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class HttpArguments {

  @Spec(Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--max-body",
      paramLabel = "SIZE",
      converter = Quantities.BytesConverter.class,
      description = "The largest request body. Default: 1MiB.")
  int bodyBytes = HttpSettings.DEFAULT.bodyBytes();

  @Option(
      names = "--host",
      defaultValue = "localhost",
      paramLabel = "NAME",
      description = "The address to listen on; 0.0.0.0 is all. Default: ${DEFAULT-VALUE}.")
  String host = "localhost";

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "N",
      description = "The port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--allow-origin",
      split = ",",
      paramLabel = "ORIGIN",
      description = "An origin whose pages may read answers, such as https://shop.example.")
  List<String> origins = new ArrayList<>();

  @Option(
      names = "--trust-headers",
      description = "Believe the headers that say who asks. Only behind a proxy that sets them.")
  boolean trustHeaders;

  @Option(
      names = "--header-setting",
      split = ",(?=[\\w.$-]+=)",
      splitSynopsisLabel = ",",
      paramLabel = "HEADER=SETTING",
      description = "A trusted header and the setting that it gives: X-Tenant=app.tenant_id.")
  Map<String, String> headerSettings = new HashMap<>();

  HttpSettings settings(DatabaseArguments database) {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          command.commandLine(), "Invalid value for option '--port': " + port + " is not a port");
    }
    if (!headerSettings.isEmpty() && !trustHeaders) {
      throw new ParameterException(
          command.commandLine(), "--header-setting has no effect without --trust-headers");
    }
    Map<String, String> mapped = new HashMap<>();
    headerSettings.forEach(
        (header, setting) -> {
          if (!CallerRules.isApplicationSetting(setting)) {
            throw new ParameterException(
                command.commandLine(),
                "--header-setting: '" + setting + "' is no setting such as app.tenant_id");
          }
          mapped.put(header.toLowerCase(Locale.ROOT), setting);
        });
    return HttpSettings.DEFAULT
        .withAddress(host, port)
        .withBodyBytes(bodyBytes)
        .withOrigins(origins)
        .withCallers(new CallerRules(database.role, database.set, trustHeaders, mapped));
  }
}
