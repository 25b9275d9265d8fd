package parlor.bench;

import java.util.ArrayList;
import java.util.List;
import parlor.protocol.ClientFrame;
import parlor.protocol.ClientFrameCodec;
import parlor.protocol.MessageText;
import parlor.protocol.RoomName;

/** The frame with which something is said in one room: encoded once, then stamped anew. */
final class SayTemplate {
  private final byte[] frame;
  private final int[] stamps;

  SayTemplate(String room, int size) {
    String text = Stamp.text(0, 0, size);
    String id = text.substring(0, Stamp.LENGTH);
    this.frame =
        ClientFrameCodec.encode(
            new ClientFrame.Say(id, new RoomName(room), new MessageText(text), null));
    this.stamps = placesOf(frame);
  }

  /** The frame of that message, until it is asked for another. */
  byte[] stamped(int sender, int number) {
    for (int place : stamps) {
      Stamp.write(frame, place, sender, number);
    }
    return frame;
  }

  /** The id and the text begin with one. */
  private static int[] placesOf(byte[] frame) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < frame.length; i++) {
      if (Stamp.isAt(frame, i, frame.length)) {
        places.add(i);
      }
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }
}
