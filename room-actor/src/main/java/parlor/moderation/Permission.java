package parlor.moderation;

import parlor.protocol.ClientFrame;
import parlor.protocol.Role;

/**
 * What each command in a room takes. This is the one table: rooms go by it, and the test of every
 * command with every role is made from it.
 */
public enum Permission {
  JOIN(Role.NONE, Where.ANYWHERE),
  LEAVE(Role.NONE, Where.INSIDE),
  SAY(Role.NONE, Where.INSIDE),
  TYPING(Role.NONE, Where.INSIDE),
  READ(Role.NONE, Where.INSIDE),
  HISTORY(Role.NONE, Where.INSIDE),
  MEMBERS(Role.NONE, Where.INSIDE),
  TOPIC(Role.MODERATOR, Where.INSIDE),
  /** One's own messages anybody may remove. */
  REMOVE(Role.MODERATOR, Where.INSIDE),
  /** Only what stands below one's own role may be given, and to those who stand below. */
  ROLE(Role.MODERATOR, Where.INSIDE),
  /** Only of those who stand below. */
  KICK(Role.MODERATOR, Where.INSIDE),
  /** Only of those who stand below. */
  MUTE(Role.MODERATOR, Where.INSIDE),
  UNMUTE(Role.MODERATOR, Where.INSIDE),
  /** Only of those who stand below. */
  BAN(Role.MODERATOR, Where.INSIDE),
  UNBAN(Role.MODERATOR, Where.INSIDE),
  SETTINGS(Role.OWNER, Where.INSIDE);

  /** From where a command may come. */
  public enum Where {
    /** From a connection that is in the room. */
    INSIDE,
    ANYWHERE
  }

  private final Role least;
  private final Where where;

  Permission(Role least, Where where) {
    this.least = least;
    this.where = where;
  }

  /** The least role that may do it to whomever it may be done. */
  public Role least() {
    return least;
  }

  public Where where() {
    return where;
  }

  /** What a frame takes. */
  public static Permission of(ClientFrame.InRoom frame) {
    return switch (frame) {
      case ClientFrame.Join join -> JOIN;
      case ClientFrame.Leave leave -> LEAVE;
      case ClientFrame.Say say -> SAY;
      case ClientFrame.Typing typing -> TYPING;
      case ClientFrame.Read read -> READ;
      case ClientFrame.History history -> HISTORY;
      case ClientFrame.Members members -> MEMBERS;
      case ClientFrame.Topic topic -> TOPIC;
      case ClientFrame.Remove remove -> REMOVE;
      case ClientFrame.SetRole set -> ROLE;
      case ClientFrame.Settings settings -> SETTINGS;
      case ClientFrame.Discipline act ->
          switch (act.order()) {
            case KICK -> KICK;
            case MUTE -> MUTE;
            case UNMUTE -> UNMUTE;
            case BAN -> BAN;
            case UNBAN -> UNBAN;
          };
    };
  }
}
