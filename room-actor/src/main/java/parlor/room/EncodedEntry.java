package parlor.room;

import parlor.history.Entry;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/** An entry as the frame that members see, with its line end. Never compared, never changed. */
@SuppressWarnings("ArrayRecordComponent")
record EncodedEntry(String room, Entry entry, byte[] frame) {

  static EncodedEntry of(String room, Entry entry) {
    return new EncodedEntry(room, entry, ServerFrameCodec.encode(frame(room, entry)));
  }

  long seq() {
    return entry.seq();
  }

  /** As it stands after a message was taken away; anything else is as it was. */
  EncodedEntry withoutContent() {
    return entry instanceof Entry.Message message ? of(room, message.withoutContent()) : this;
  }

  /** An entry as members see it. */
  static ServerFrame.Entry frame(String room, Entry entry) {
    return switch (entry) {
      case Entry.Message message -> frame(room, message);
      case Entry.Topic set ->
          new ServerFrame.TopicSet(room, set.seq(), set.at(), set.from(), set.topic());
      case Entry.Removal removal ->
          new ServerFrame.Removed(
              room, removal.seq(), removal.at(), removal.from(), removal.target());
    };
  }

  /** A message as members see it. */
  static ServerFrame.Message frame(String room, Entry.Message message) {
    return new ServerFrame.Message(
        room,
        message.seq(),
        message.at(),
        message.from(),
        message.kind(),
        message.to(),
        message.text(),
        message.replyTo(),
        message.attachments(),
        message.removed());
  }
}
