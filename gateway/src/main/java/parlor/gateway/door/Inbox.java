package parlor.gateway.door;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.ClientFrameCodec;
import parlor.protocol.LineSplitter;
import parlor.protocol.LineTooLong;
import parlor.protocol.RefusedFrame;

/**
 * Frames that have arrived and were not obeyed yet, in order; what could not be read among them.
 */
final class Inbox {
  private static final int ROOM_FOR = 64;

  sealed interface Item {
    record Obey(ClientFrame frame) implements Item {}

    record Refuse(RefusedFrame refused) implements Item {}
  }

  private final Queue<Item> items = new ArrayDeque<>(0);
  private final ClientFrameCodec codec;
  private final LineSplitter lines;
  private final int frameBytes;
  private boolean framingLost;

  Inbox(ClientFrameCodec codec, int frameBytes) {
    this.codec = codec;
    this.frameBytes = frameBytes;
    this.lines = new LineSplitter(frameBytes);
  }

  /** Cuts bytes into frames; what comes behind a lost framing is dropped. */
  void add(byte[] bytes, int offset, int length) {
    if (framingLost) {
      return;
    }
    try {
      lines.feed(bytes, offset, length, this::read);
    } catch (LineTooLong e) {
      refuse(RefusedFrame.tooLong(frameBytes));
    }
  }

  private void read(byte[] bytes, int offset, int length) {
    if (framingLost) {
      return;
    }
    try {
      items.add(new Item.Obey(codec.decode(bytes, offset, length)));
    } catch (RefusedFrame refused) {
      refuse(refused);
    }
  }

  private void refuse(RefusedFrame refused) {
    if (framingLost) {
      return;
    }
    framingLost = refused.framingLost();
    items.add(new Item.Refuse(refused));
  }

  /** The next item, or null. */
  @Nullable Item poll() {
    return items.poll();
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Whether more may be read before what is here has been obeyed. */
  boolean hasRoom() {
    return items.size() < ROOM_FOR;
  }
}
