package parlor.protocol;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
      case ClientFrame.Say say -> writeWords(to, say.text(), say.replyTo(), say.attachments());
      case ClientFrame.Tell tell ->
          writeWords(
              to.put(Key.TO, tell.to().value()), tell.text(), tell.replyTo(), tell.attachments());
      case ClientFrame.Read read -> to.put(Key.SEQ, read.seq());
      case ClientFrame.Topic topic -> to.put(Key.TOPIC, topic.topic().value());
      case ClientFrame.Remove remove -> to.put(Key.SEQ, remove.seq());
      case ClientFrame.SetRole set ->
          to.put(Key.NICKNAME, set.nickname().value()).put(Key.ROLE, set.role().wire());
      case ClientFrame.Discipline act ->
          to.put(Key.NICKNAME, act.nickname().value())
              .put(Key.MINUTES, act.minutes())
              .put(Key.REASON, act.reason() == null ? null : act.reason().value());
      case ClientFrame.Settings settings ->
          to.put(Key.MEMBERS_ONLY, settings.membersOnly()).put(Key.HIDDEN, settings.hidden());
      case ClientFrame.Block block -> to.put(Key.NICKNAME, block.nickname().value());
      case ClientFrame.Conversations list -> to.put(Key.AFTER, list.after());
      case ClientFrame.Search search ->
          to.put(Key.TEXT, search.text())
              .put(Key.ROOM, search.room() == null ? null : search.room().value())
              .put(Key.FROM, search.from())
              .put(Key.NEXT, search.next())
              .put(Key.LIMIT, search.limit());
      case ClientFrame.Register register -> to.put(Key.PASSWORD, register.password());
      case ClientFrame.Account account ->
          to.put(Key.ACTION, account.action().wire())
              .put(Key.PASSWORD, account.password())
              .put(Key.NEW_PASSWORD, account.newPassword());
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

  private static void writeWords(
      JsonWriter to, MessageText text, @Nullable Long replyTo, List<String> attachments)
      throws IOException {
    to.put(Key.TEXT, text.value()).put(Key.REPLY_TO, replyTo);
    if (!attachments.isEmpty()) {
      to.putStrings(Key.ATTACHMENTS, attachments);
    }
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
      case ClientFrame.Tell tell -> "tell";
      case ClientFrame.Read read -> "read";
      case ClientFrame.Topic topic -> "topic";
      case ClientFrame.Remove remove -> "remove";
      case ClientFrame.SetRole set -> "role";
      case ClientFrame.Discipline act -> act.order().wire();
      case ClientFrame.Settings settings -> "room";
      case ClientFrame.Block block -> block.blocked() ? "block" : "unblock";
      case ClientFrame.Conversations list -> "conversations";
      case ClientFrame.Search search -> "search";
      case ClientFrame.Register register -> "register";
      case ClientFrame.Account account -> "account";
      case ClientFrame.Ping ping -> "ping";
      case ClientFrame.Bye bye -> "bye";
    };
  }
}
