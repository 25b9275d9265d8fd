package parlor.room;

import parlor.history.Entry;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/** An entry as the frame that members see, with its line end. Never compared, never changed. */
@SuppressWarnings("ArrayRecordComponent")
record EncodedEntry(long seq, byte[] frame) {

  static EncodedEntry of(String room, Entry entry) {
    return switch (entry) {
      case Entry.Message message ->
          new EncodedEntry(message.seq(), ServerFrameCodec.encode(frame(room, message)));
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
        message.attachments());
  }
}
