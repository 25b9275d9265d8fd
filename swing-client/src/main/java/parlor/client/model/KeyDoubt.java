package parlor.client.model;

import org.jspecify.annotations.Nullable;
import parlor.protocol.KeyFingerprint;

/**
 * A server shows a key that is no proof of who it is.
 *
 * @param shown the key
 * @param known how the server was known before; null if it is seen for the first time
 * @param named whether a server with another key had named it as a door of its own
 */
public record KeyDoubt(
    ServerAddress server, KeyFingerprint shown, ServerKeys.@Nullable Known known, boolean named) {

  /** Whether the server was known by something else: perhaps this is somebody else. */
  public boolean isChange() {
    return known != null;
  }
}
