package parlor.gateway.door;

import java.util.concurrent.CompletionStage;
import parlor.people.Presence;
import parlor.protocol.Nickname;

/** Asks who has a nickname, wherever in the cluster that is known. */
@FunctionalInterface
public interface PersonFinder {
  /** Fails if nobody answers in time. */
  CompletionStage<Presence.Found> find(Nickname nickname);
}
