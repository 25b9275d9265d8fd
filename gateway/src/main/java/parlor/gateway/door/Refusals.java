package parlor.gateway.door;

import akka.util.ByteString;
import org.jspecify.annotations.Nullable;
import parlor.people.Presence;
import parlor.protocol.ErrorCode;
import parlor.protocol.ServerFrame;
import parlor.room.Frames;

/** What a presence refuses, in the words of the wire. */
final class Refusals {
  private Refusals() {}

  static ByteString encode(@Nullable String re, Presence.Refused refused) {
    return switch (refused.reason()) {
      case TAKEN -> Frames.refusal(re, ErrorCode.NICKNAME_TAKEN);
      case RESERVED -> reasoned(re, ErrorCode.NICKNAME_RESERVED, "reserved");
      case SESSION_UNKNOWN -> Frames.refusal(re, ErrorCode.SESSION_UNKNOWN);
      case PASSWORD_REQUIRED -> Frames.refusal(re, ErrorCode.PASSWORD_REQUIRED);
      case WRONG_PASSWORD -> Frames.refusal(re, ErrorCode.WRONG_PASSWORD);
      case PASSWORD_TOO_SHORT -> reasoned(re, ErrorCode.PASSWORD_INVALID, "too-short");
      case NOT_AN_ACCOUNT -> reasoned(re, ErrorCode.FORBIDDEN, "no-account");
      case ALREADY_AN_ACCOUNT -> reasoned(re, ErrorCode.FORBIDDEN, "is-account");
      case TOO_FAST ->
          Frames.refusal(
              re,
              ErrorCode.RATE_LIMITED,
              "Too many wrong passwords; try again after retryAfterMs.",
              refused.retryAfterMs());
      case UNAVAILABLE -> Frames.unavailable(re);
    };
  }

  static ByteString reasoned(@Nullable String re, ErrorCode code, String reason) {
    return Frames.refusal(new ServerFrame.Refusal(re, code.wire(), code.meaning(), reason, null));
  }
}
