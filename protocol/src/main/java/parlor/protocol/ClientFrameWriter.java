package parlor.protocol;

import java.io.IOException;

/** Writes frames of clients as JSON objects. */
final class ClientFrameWriter {
  private ClientFrameWriter() {}

  static void write(JsonWriter to, ClientFrame frame) throws IOException {
    to.begin(type(frame)).put(Key.ID, frame.id());
    if (frame instanceof ClientFrame.InRoom inRoom) {
      to.put(Key.ROOM, inRoom.room().value());
    }
    switch (frame) {
      case ClientFrame.Hello hello ->
          to.put(Key.PROTOCOL, hello.protocol())
              .put(Key.CLIENT, hello.client())
              .put(Key.NICKNAME, hello.nickname().value())
              .put(Key.PASSWORD, hello.password())
              .put(Key.RESUME, hello.resume())
              .put(Key.HEARTBEAT_MS, hello.heartbeatMs());
      case ClientFrame.Join join -> to.put(Key.AFTER, join.after()).put(Key.EPOCH, join.epoch());
      case ClientFrame.Say say ->
          to.put(Key.TEXT, say.text().value()).put(Key.REPLY_TO, say.replyTo());
      case ClientFrame.History history ->
          to.put(Key.BEFORE, history.before())
              .put(Key.AFTER, history.after())
              .put(Key.LIMIT, history.limit());
      case ClientFrame.Members members -> to.put(Key.AFTER, members.after());
      case ClientFrame.Rooms rooms -> to.put(Key.AFTER, rooms.after());
      case ClientFrame.Leave leave -> {}
      case ClientFrame.Typing typing -> {}
      case ClientFrame.Ping ping -> {}
      case ClientFrame.Bye bye -> {}
    }
    to.end();
  }

  private static String type(ClientFrame frame) {
    return switch (frame) {
      case ClientFrame.Hello hello -> "hello";
      case ClientFrame.Join join -> "join";
      case ClientFrame.Leave leave -> "leave";
      case ClientFrame.Say say -> "say";
      case ClientFrame.History history -> "history";
      case ClientFrame.Members members -> "members";
      case ClientFrame.Rooms rooms -> "rooms";
      case ClientFrame.Typing typing -> "typing";
      case ClientFrame.Ping ping -> "ping";
      case ClientFrame.Bye bye -> "bye";
    };
  }
}
