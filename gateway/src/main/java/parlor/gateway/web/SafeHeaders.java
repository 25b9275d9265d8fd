package parlor.gateway.web;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import java.util.function.BooleanSupplier;

/**
 * What every answer over HTTP says to browsers: run nothing, guess nothing, tell nobody; and which
 * pages from elsewhere may ask (none, unless they are named).
 */
final class SafeHeaders extends AllDirectives {
  private static final String CSP = "Content-Security-Policy";
  private static final HttpHeader HSTS =
      RawHeader.create("Strict-Transport-Security", "max-age=31536000");

  private final Origins origins;
  private final BooleanSupplier publiclyTrusted;

  /**
   * Headers for answers.
   *
   * @param origins pages from elsewhere that may ask
   * @param publiclyTrusted whether browsers trust the certificate: only then may they be told never
   *     to come without it
   */
  SafeHeaders(Origins origins, BooleanSupplier publiclyTrusted) {
    this.origins = origins;
    this.publiclyTrusted = publiclyTrusted;
  }

  Route around(Route routes) {
    return extractRequest(
        request ->
            mapResponse(
                response -> with(response, request),
                () -> concat(options(() -> preflight(request)), routes.seal())));
  }

  private HttpResponse with(HttpResponse response, HttpRequest request) {
    HttpResponse safe =
        orElse(
            orElse(
                orElse(response, "X-Content-Type-Options", "nosniff"),
                CSP,
                "default-src 'none'; frame-ancestors 'none'"),
            "Referrer-Policy",
            "no-referrer");
    if (publiclyTrusted.getAsBoolean()) {
      safe = safe.addHeader(HSTS);
    }
    return origins.areNamed(request)
        ? safe.addHeader(RawHeader.create("Access-Control-Allow-Origin", Origins.of(request)))
            .addHeader(RawHeader.create("Vary", "Origin"))
        : safe;
  }

  private static HttpResponse orElse(HttpResponse response, String name, String value) {
    return response.getHeader(name).isPresent()
        ? response
        : response.addHeader(RawHeader.create(name, value));
  }

  private Route preflight(HttpRequest request) {
    HttpResponse refused = HttpResponse.create().withStatus(StatusCodes.FORBIDDEN);
    return complete(
        origins.areNamed(request)
            ? HttpResponse.create()
                .withStatus(StatusCodes.NO_CONTENT)
                .addHeader(RawHeader.create("Access-Control-Allow-Methods", "GET, POST"))
                .addHeader(RawHeader.create("Access-Control-Allow-Headers", "Authorization"))
                .addHeader(RawHeader.create("Access-Control-Max-Age", "600"))
            : refused);
  }
}
