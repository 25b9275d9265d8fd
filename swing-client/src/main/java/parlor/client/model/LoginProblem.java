package parlor.client.model;

import org.jspecify.annotations.Nullable;
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
  ROOM_INVALID,
  HOST_UNKNOWN,
  PORT_CLOSED,
  UNREACHABLE,
  NOT_ENCRYPTED,
  ENCRYPTED,
  TLS_FAILED,
  WEB_PAGES,
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

  /** What did not work; null if nothing was tried. */
  public @Nullable LoginStep step() {
    return switch (this) {
      case ADDRESS_INVALID, ROOM_INVALID -> null;
      case HOST_UNKNOWN -> LoginStep.NAME;
      case PORT_CLOSED, UNREACHABLE -> LoginStep.PORT;
      case NOT_ENCRYPTED, ENCRYPTED, TLS_FAILED -> LoginStep.TLS;
      case WEB_PAGES, NOT_PARLOR, PROTOCOL -> LoginStep.PROTOCOL;
      case NICKNAME_BLANK,
          NICKNAME_TOO_LONG,
          NICKNAME_CHARACTERS,
          NICKNAME_RESERVED,
          NICKNAME_TAKEN,
          PASSWORD_REQUIRED,
          PASSWORD_WRONG,
          REFUSED ->
          LoginStep.NICKNAME;
    };
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
      case PORT_CLOSED -> PORT_CLOSED;
      case UNREACHABLE -> UNREACHABLE;
      case NOT_ENCRYPTED -> NOT_ENCRYPTED;
      case ENCRYPTED -> ENCRYPTED;
      case TLS_FAILED -> TLS_FAILED;
      case WEB_PAGES -> WEB_PAGES;
      case NOT_PARLOR, LOST -> NOT_PARLOR;
    };
  }
}
