package parlor.client.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;

/** The last requests of a connection, so that a refusal can be told from another. */
final class Requests {
  private static final int MAX = 1000;

  private final Map<String, ClientFrame> sent = new LinkedHashMap<>();

  void remember(ClientFrame frame) {
    if (frame.id() != null) {
      sent.put(frame.id(), frame);
      if (sent.size() > MAX) {
        sent.remove(sent.keySet().iterator().next());
      }
    }
  }

  @Nullable ClientFrame take(@Nullable String re) {
    return re == null ? null : sent.remove(re);
  }

  void clear() {
    sent.clear();
  }
}
