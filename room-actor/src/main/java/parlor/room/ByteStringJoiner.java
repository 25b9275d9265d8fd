package parlor.room;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;

/** Collects byte strings and copies them into one. */
final class ByteStringJoiner {
  private final List<ByteString> parts = new ArrayList<>();
  private int size;

  ByteStringJoiner(ByteString first, ByteString second) {
    add(first);
    add(second);
  }

  void add(ByteString part) {
    parts.add(part);
    size += part.size();
  }

  int size() {
    return size;
  }

  ByteString join() {
    byte[] joined = new byte[size];
    int offset = 0;
    for (ByteString part : parts) {
      part.copyToArray(joined, offset, part.size());
      offset += part.size();
    }
    return ByteString.fromArrayUnsafe(joined);
  }
}
