package parlor.client.model;

import java.util.List;
import java.util.Optional;
import parlor.protocol.KeyFingerprint;

/** By what keys servers are known. Any thread may ask. */
public interface ServerKeys {

  /** How a server proved who it is when it was seen before. */
  sealed interface Known {}

  /** By this key, which a person has compared. */
  record ByKey(KeyFingerprint key) implements Known {}

  /** By a certificate of a public authority, whatever the key. */
  record ByAuthority() implements Known {}

  /** Empty for a server that was never seen. */
  Optional<Known> of(ServerAddress server);

  void remember(ServerAddress server, Known known);

  void forget(ServerAddress server);

  /** The servers that are known by a key. */
  List<ServerAddress> pinned();
}
