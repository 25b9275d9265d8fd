package parlor.client.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import parlor.protocol.KeyFingerprint;

/**
 * Decides whether a key is a server's own: the one that a person has compared for this address, or
 * the one of a server that named the address as another door of its own. Anything else is a
 * person's to decide. Any thread may ask.
 */
public final class Keyring {
  private final ServerKeys kept;

  /** What was shown on the last connection that was trusted. */
  private final Map<ServerAddress, KeyFingerprint> shown = new ConcurrentHashMap<>();

  /** The key of the server that named an address. */
  private final Map<ServerAddress, KeyFingerprint> vouched = new ConcurrentHashMap<>();

  public Keyring(ServerKeys kept) {
    this.kept = kept;
  }

  /** A public authority signed for that key and host. */
  public void authorized(ServerAddress server, KeyFingerprint key) {
    kept.remember(server, new ServerKeys.ByAuthority());
    shown.put(server, key);
  }

  /** Empty if the key is trusted for that address. */
  public Optional<KeyDoubt> judge(ServerAddress server, KeyFingerprint key) {
    ServerKeys.Known byKey = new ServerKeys.ByKey(key);
    Optional<ServerKeys.Known> known = kept.of(server);
    KeyFingerprint namers = vouched.get(server);
    if (known.isEmpty() && key.equals(namers)) {
      kept.remember(server, byKey);
    } else if (!known.equals(Optional.of(byKey))) {
      return Optional.of(
          new KeyDoubt(server, key, known.orElse(null), known.isEmpty() && namers != null));
    }
    shown.put(server, key);
    return Optional.empty();
  }

  /** A person has compared the key. */
  void trust(ServerAddress server, KeyFingerprint key) {
    kept.remember(server, new ServerKeys.ByKey(key));
  }

  /** The server that one talks to has named other doors of its own: its key is theirs too. */
  void named(List<ServerAddress> others, ServerAddress by) {
    KeyFingerprint key = shown.get(by);
    if (key != null) {
      others.forEach(other -> vouched.put(other, key));
    }
  }
}
