package parlor.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client sends. An {@code id}, if there is one, comes back as {@code re} in the answer. */
public sealed interface ClientFrame {

  /** 1 to 64 characters chosen by the client, or null. */
  @Nullable String id();

  /** A frame that concerns one room. */
  sealed interface InRoom extends ClientFrame {
    RoomName room();
  }

  /**
   * Logs in.
   *
   * @param client name and version of the client, for the log only
   * @param resume the {@code session} of an earlier welcome, to be the same person again
   * @param heartbeatMs promise of a frame at least that often; null for none
   */
  record Hello(
      @Nullable String id,
      int protocol,
      @Nullable String client,
      Nickname nickname,
      @Nullable String password,
      @Nullable String resume,
      @Nullable Integer heartbeatMs)
      implements ClientFrame {}

  /**
   * Enters a room.
   *
   * @param after the last {@code seq} seen in the room, or null
   * @param epoch the room's epoch in which {@code after} was seen, or null
   */
  record Join(@Nullable String id, RoomName room, @Nullable Long after, @Nullable String epoch)
      implements InRoom {}

  record Leave(@Nullable String id, RoomName room) implements InRoom {}

  /**
   * Says something in a room.
   *
   * @param text empty only if there are attachments
   * @param replyTo the {@code seq} of the message this one answers, or null
   * @param attachments ids of files that were uploaded before
   */
  record Say(
      @Nullable String id,
      RoomName room,
      MessageText text,
      @Nullable Long replyTo,
      List<String> attachments)
      implements InRoom {

    /** Without attachments. */
    public Say(@Nullable String id, RoomName room, MessageText text, @Nullable Long replyTo) {
      this(id, room, text, replyTo, List.of());
    }
  }

  /**
   * Says something to one person; the conversation of the two needs no joining.
   *
   * @param to the other, or the robot
   * @param text empty only if there are attachments
   * @param replyTo the {@code seq} of the message this one answers, or null
   * @param attachments ids of files that were uploaded before
   */
  record Tell(
      @Nullable String id,
      Nickname to,
      MessageText text,
      @Nullable Long replyTo,
      List<String> attachments)
      implements ClientFrame {}

  /** Pages through a room's messages: before or after a {@code seq}, or the newest. */
  record History(
      @Nullable String id,
      RoomName room,
      @Nullable Long before,
      @Nullable Long after,
      @Nullable Integer limit)
      implements InRoom {}

  /**
   * Pages through a room's members, by nickname.
   *
   * @param after the nickname at which the last page ended, or null
   */
  record Members(@Nullable String id, RoomName room, @Nullable String after) implements InRoom {}

  /** Pages through the rooms in which somebody is, by name. */
  record Rooms(@Nullable String id, @Nullable String after) implements ClientFrame {}

  record Typing(@Nullable String id, RoomName room) implements InRoom {}

  /** Has read a room up to that entry; tells one's other devices. */
  record Read(@Nullable String id, RoomName room, long seq) implements InRoom {}

  /** Keeps order in a room; who may is for the room to say. */
  sealed interface Moderating extends InRoom {}

  /** Gives the room a topic; an empty one takes it away. */
  record Topic(@Nullable String id, RoomName room, Line topic) implements Moderating {}

  /** Takes the text and the attachments of a message away. */
  record Remove(@Nullable String id, RoomName room, long seq) implements Moderating {}

  /** Gives somebody a role, or takes it away by {@link parlor.protocol.Role#NONE}. */
  record SetRole(@Nullable String id, RoomName room, Nickname nickname, Role role)
      implements Moderating {}

  /**
   * Disciplines somebody.
   *
   * @param minutes how long it holds, for {@link Order#MUTE} and {@link Order#BAN}; null for ever
   * @param reason told to those whom it concerns; or null
   */
  record Discipline(
      @Nullable String id,
      RoomName room,
      Order order,
      Nickname nickname,
      @Nullable Integer minutes,
      @Nullable Line reason)
      implements Moderating {

    /** What is done; each is a frame of its own on the wire. */
    public enum Order {
      KICK("kick"),
      MUTE("mute"),
      UNMUTE("unmute"),
      BAN("ban"),
      UNBAN("unban");

      private final String wire;

      Order(String wire) {
        this.wire = wire;
      }

      public String wire() {
        return wire;
      }

      /** Whether it holds for a time. */
      boolean lasts() {
        return this == MUTE || this == BAN;
      }
    }
  }

  /** Changes what kind of room it is; null leaves a property as it is. */
  record Settings(
      @Nullable String id, RoomName room, @Nullable Boolean membersOnly, @Nullable Boolean hidden)
      implements Moderating {}

  /** Wants to hear no more of somebody, or again. */
  record Block(@Nullable String id, Nickname nickname, boolean blocked) implements ClientFrame {}

  /**
   * Pages through one's rooms and private conversations, by their names.
   *
   * @param after the room at which the last page ended, or null
   */
  record Conversations(@Nullable String id, @Nullable String after) implements ClientFrame {}

  /**
   * Looks for messages in one's rooms and private conversations, newest first.
   *
   * @param text words, or characters where a script has no spaces between words
   * @param room only there, or null
   * @param from only what this nickname said, or null
   * @param next where the page before ended, as the server told it; or null
   */
  record Search(
      @Nullable String id,
      String text,
      @Nullable RoomName room,
      @Nullable String from,
      @Nullable String next,
      @Nullable Integer limit)
      implements ClientFrame {}

  /** Makes an account of the nickname one has: from now on it needs the password. */
  record Register(@Nullable String id, String password) implements ClientFrame {
    /** Without the password, for logs. */
    @Override
    public String toString() {
      return "Register[id=" + id + "]";
    }
  }

  /**
   * Changes one's account.
   *
   * @param password the present one
   * @param newPassword for {@link Action#PASSWORD} only, else null
   */
  record Account(@Nullable String id, Action action, String password, @Nullable String newPassword)
      implements ClientFrame {

    /** What is to be done with it. */
    public enum Action {
      PASSWORD("password"),
      LOGOUT_OTHERS("logout-others"),
      DELETE("delete");

      private final String wire;

      Action(String wire) {
        this.wire = wire;
      }

      String wire() {
        return wire;
      }
    }

    /** Without the passwords, for logs. */
    @Override
    public String toString() {
      return "Account[id=" + id + ", action=" + action + "]";
    }
  }

  record Ping(@Nullable String id) implements ClientFrame {}

  record Bye(@Nullable String id) implements ClientFrame {}
}
