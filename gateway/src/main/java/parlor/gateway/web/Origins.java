package parlor.gateway.web;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which web pages may ask: this server's own, and those from elsewhere that are named. */
final class Origins {
  private final Set<String> named;

  /**
   * Pages from elsewhere.
   *
   * @param named as in {@code https://example.org}
   */
  Origins(List<String> named) {
    this.named = Set.copyOf(named);
  }

  /** The origin that a browser tells; empty if it is no page of a browser that asks. */
  static String of(HttpRequest request) {
    return request.getHeader("Origin").map(HttpHeader::value).orElse("");
  }

  /** Whether a page from elsewhere asks that may. */
  boolean areNamed(HttpRequest request) {
    return named.contains(of(request));
  }

  /** Whether no page asks that may not. */
  boolean mayAsk(HttpRequest request) {
    String origin = of(request);
    return origin.isEmpty() || named.contains(origin) || isOwn(origin, request);
  }

  /** Something in front of this server may be what speaks TLS: the scheme tells nothing. */
  private static boolean isOwn(String origin, HttpRequest request) {
    String place = origin.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
    return request
        .getHeader("Host")
        .map(host -> host.value().toLowerCase(Locale.ROOT))
        .filter(place::equals)
        .isPresent();
  }
}
