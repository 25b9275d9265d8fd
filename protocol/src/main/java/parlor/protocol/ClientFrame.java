package parlor.protocol;

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
   * @param replyTo the {@code seq} of the message this one answers, or null
   */
  record Say(@Nullable String id, RoomName room, MessageText text, @Nullable Long replyTo)
      implements InRoom {}

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

  record Ping(@Nullable String id) implements ClientFrame {}

  record Bye(@Nullable String id) implements ClientFrame {}
}
