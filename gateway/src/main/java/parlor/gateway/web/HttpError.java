package parlor.gateway.web;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import parlor.protocol.ErrorCode;
import parlor.protocol.ServerFrame;
import parlor.room.Frames;

/** A request that is refused: one of the wire's codes, with the status that fits it. */
final class HttpError extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient StatusCode status;
  private final ErrorCode code;

  private HttpError(StatusCode status, ErrorCode code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static HttpError of(ErrorCode code) {
    return of(code, code.meaning());
  }

  static HttpError of(ErrorCode code, String message) {
    return new HttpError(status(code), code, message);
  }

  private static StatusCode status(ErrorCode code) {
    return switch (code) {
      case SESSION_UNKNOWN, NOT_LOGGED_IN -> StatusCodes.UNAUTHORIZED;
      case FORBIDDEN, NOT_IN_ROOM -> StatusCodes.FORBIDDEN;
      case FILE_UNKNOWN -> StatusCodes.NOT_FOUND;
      case FILE_TOO_LARGE -> StatusCodes.CONTENT_TOO_LARGE;
      case FILE_INVALID -> StatusCodes.UNPROCESSABLE_CONTENT;
      case RATE_LIMITED -> StatusCodes.TOO_MANY_REQUESTS;
      case UNAVAILABLE -> StatusCodes.SERVICE_UNAVAILABLE;
      default -> StatusCodes.BAD_REQUEST;
    };
  }

  HttpResponse response() {
    String message = String.valueOf(getMessage());
    var frame = new ServerFrame.Refusal(null, code.wire(), message, null, null);
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.APPLICATION_JSON, Frames.refusal(frame));
  }
}
