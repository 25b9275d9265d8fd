package parlor.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import parlor.people.People;
import parlor.people.Person;
import parlor.people.PresenceSettings;
import parlor.people.SessionTokens;

/** Whose a session's token is, for doors at which nobody logs in. */
record Sessions(People people, PresenceSettings settings, Clock clock) {

  /** Empty if the token is unknown or has expired. */
  CompletionStage<Optional<Person>> personOf(String token) {
    return people
        .session(SessionTokens.hash(token))
        .thenApply(found -> found.filter(this::isAlive).map(People.Session::person));
  }

  private boolean isAlive(People.Session session) {
    Duration life = session.account() ? settings.accountSession() : settings.guestSession();
    return clock.millis() - session.usedAt() <= life.toMillis();
  }
}
