package parlor.gateway.web;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.RejectionHandler;
import java.nio.charset.StandardCharsets;
import parlor.protocol.ErrorCode;

/** What no route takes, for its path, its method or what it lacks: refused like anything else. */
final class Rejections {
  private Rejections() {}

  static RejectionHandler handler() {
    return RejectionHandler.defaultHandler().mapRejectionResponse(Rejections::asError);
  }

  /** The default's status and headers, and what it says as the message. */
  private static HttpResponse asError(HttpResponse response) {
    String message =
        response.entity() instanceof HttpEntity.Strict said
            ? said.getData().decodeString(StandardCharsets.UTF_8)
            : response.status().reason();
    return response.withEntity(HttpError.of(ErrorCode.MALFORMED, message).response().entity());
  }
}
