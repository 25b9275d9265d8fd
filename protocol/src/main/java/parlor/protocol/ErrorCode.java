package parlor.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why the server refused something; {@code docs/protocol.md} lists each in a table. */
public enum ErrorCode {
  MALFORMED("malformed", "The frame is not a JSON object of the expected shape."),
  UNKNOWN_TYPE("unknown-type", "The server knows no frame of this type."),
  UNSUPPORTED_PROTOCOL("unsupported-protocol", "The server does not speak this protocol version."),
  FRAME_TOO_LONG("frame-too-long", "The frame is longer than limits.frameBytes."),
  NOT_LOGGED_IN("not-logged-in", "Say hello first."),
  ALREADY_LOGGED_IN("already-logged-in", "This connection has said hello before."),
  NICKNAME_INVALID(
      "nickname-invalid", "The nickname is blank, too long or has forbidden characters."),
  NICKNAME_RESERVED(
      "nickname-reserved", "The nickname is the robot's, or an admin's who has no account yet."),
  NICKNAME_TAKEN("nickname-taken", "Somebody holds this nickname or one that looks like it."),
  PASSWORD_REQUIRED("password-required", "The nickname belongs to an account."),
  WRONG_PASSWORD("wrong-password", "The password does not fit the account."),
  PASSWORD_INVALID("password-invalid", "The new password is too short or too long."),
  SESSION_UNKNOWN(
      "session-unknown", "The session to resume is unknown or has expired; log in anew."),
  ROOM_INVALID("room-invalid", "The room's name is blank, too long or has forbidden characters."),
  NOT_IN_ROOM("not-in-room", "Join the room first."),
  TOO_MANY_ROOMS("too-many-rooms", "The connection is in as many rooms as it may be."),
  RECIPIENT_UNKNOWN("recipient-unknown", "Nobody by that name can be reached."),
  MESSAGE_UNKNOWN("message-unknown", "There is no such message in the room."),
  MESSAGE_BLANK("message-blank", "The message has only white space."),
  MESSAGE_TOO_LONG("message-too-long", "The message is longer than limits.textCodePoints."),
  FILE_UNKNOWN("file-unknown", "There is no such file, or not for this person."),
  FILE_TOO_LARGE("file-too-large", "The file is longer than limits.fileBytes."),
  FILE_INVALID("file-invalid", "The file is not what it seems to be, or has too many pixels."),
  ID_REUSED("id-reused", "The id belongs to an earlier message with another text."),
  REPLACED("replaced", "The same person logged in elsewhere; this connection is closed."),
  RATE_LIMITED("rate-limited", "Too fast; try again after retryAfterMs."),
  FORBIDDEN("forbidden", "The person may not do this."),
  SLOW_CONSUMER("slow-consumer", "The connection read too slowly and is closed; it may resume."),
  UNAVAILABLE("unavailable", "The server cannot do this now; try again after retryAfterMs.");

  private static final Map<String, ErrorCode> BY_WIRE =
      Arrays.stream(values()).collect(Collectors.toMap(ErrorCode::wire, Function.identity()));

  private final String wire;
  private final String meaning;

  ErrorCode(String wire, String meaning) {
    this.wire = wire;
    this.meaning = meaning;
  }

  /** The name on the wire; it never changes. */
  public String wire() {
    return wire;
  }

  /** One English sentence for a developer; a client shows its own words. */
  public String meaning() {
    return meaning;
  }

  /** The code with this wire name; empty for one of a newer server. */
  public static Optional<ErrorCode> ofWire(String wire) {
    return Optional.ofNullable(BY_WIRE.get(wire));
  }
}
