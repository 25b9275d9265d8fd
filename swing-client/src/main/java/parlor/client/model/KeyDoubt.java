package parlor.client.model;

import org.jspecify.annotations.Nullable;
import parlor.protocol.KeyFingerprint;

/**
 * A server shows a key that is no proof of who it is.
 *
 * @param shown the key
 * @param known how the server was known before; null if it is seen for the first time
 */
public record KeyDoubt(
    ServerAddress server, KeyFingerprint shown, ServerKeys.@Nullable Known known) {

  /** Whether the server was known by something else: perhaps this is somebody else. */
  public boolean isChange() {
    return known != null;
  }
}
