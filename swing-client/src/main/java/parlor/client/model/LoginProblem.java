package parlor.client.model;

import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.ServerFrame;

/** Why a login did not work, as a person has to be told. */
public enum LoginProblem {
  ADDRESS_INVALID,
  NICKNAME_BLANK,
  NICKNAME_TOO_LONG,
  NICKNAME_CHARACTERS,
  NICKNAME_RESERVED,
  NICKNAME_TAKEN,
  PASSWORD_REQUIRED,
  PASSWORD_WRONG,
  HOST_UNKNOWN,
  UNREACHABLE,
  NOT_ENCRYPTED,
  NOT_PARLOR,
  PROTOCOL,
  REFUSED;

  /** Whether it concerns what was typed as the nickname. */
  public boolean isOfNickname() {
    return name().startsWith("NICKNAME");
  }

  /** Whether a password is what is missing. */
  public boolean isOfPassword() {
    return name().startsWith("PASSWORD");
  }

  static LoginProblem of(InvalidValue invalid) {
    return of(invalid.code(), invalid.reason());
  }

  static LoginProblem of(ServerFrame.Refusal refusal) {
    return ErrorCode.ofWire(refusal.code())
        .map(code -> of(code, refusal.reason() == null ? "" : refusal.reason()))
        .orElse(REFUSED);
  }

  private static LoginProblem of(ErrorCode code, String reason) {
    return switch (code) {
      case NICKNAME_INVALID ->
          switch (reason) {
            case "blank" -> NICKNAME_BLANK;
            case "too-long" -> NICKNAME_TOO_LONG;
            default -> NICKNAME_CHARACTERS;
          };
      case NICKNAME_RESERVED -> NICKNAME_RESERVED;
      case NICKNAME_TAKEN -> NICKNAME_TAKEN;
      case PASSWORD_REQUIRED -> PASSWORD_REQUIRED;
      case WRONG_PASSWORD -> PASSWORD_WRONG;
      case UNSUPPORTED_PROTOCOL -> PROTOCOL;
      default -> REFUSED;
    };
  }

  static LoginProblem of(Link.Cause cause) {
    return switch (cause) {
      case UNKNOWN_HOST -> HOST_UNKNOWN;
      case UNREACHABLE -> UNREACHABLE;
      case NOT_ENCRYPTED -> NOT_ENCRYPTED;
      case NOT_PARLOR, LOST -> NOT_PARLOR;
    };
  }
}
