package parlor.people;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who holds one nickname, and who may come back to it. Time is a parameter, in milliseconds.
 *
 * <p>A nickname is free, held through a connection, or held for a person whose connection was lost
 * and who may resume.
 */
final class NicknameClaim {
  /** Guests that came and went without {@code bye} are remembered up to this many. */
  private static final int MAX_SESSIONS = 64;

  /** A login; its token is the secret that proves to be the same person. */
  record Session(String token, PersonId person, String nickname, long lastUsed) {
    Session usedAt(long now) {
      return new Session(token, person, nickname, now);
    }
  }

  /** What came of a claim. */
  sealed interface Verdict {
    /**
     * The nickname is the claimant's.
     *
     * @param replaced the connection that held it until now, or null
     */
    record Granted(Session session, @Nullable String replaced) implements Verdict {}

    record Taken() implements Verdict {}

    record SessionUnknown() implements Verdict {}
  }

  private record Holder(Session session, String connection, boolean lost) {}

  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final long sessionLifeMs;
  private final Supplier<String> tokens;
  private @Nullable Holder holder;

  NicknameClaim(long sessionLifeMs, Supplier<String> tokens) {
    this.sessionLifeMs = sessionLifeMs;
    this.tokens = tokens;
  }

  Verdict claim(String nickname, String connection, @Nullable String resume, long now) {
    forgetSessions(now);
    return resume == null
        ? claimAnew(nickname, connection, now)
        : claimAgain(resume, connection, now);
  }

  private Verdict claimAnew(String nickname, String connection, long now) {
    if (holder != null) {
      return new Verdict.Taken();
    }
    PersonId person = new PersonId(UUID.randomUUID().toString());
    return grant(new Session(tokens.get(), person, nickname, now), connection);
  }

  private Verdict claimAgain(String resume, String connection, long now) {
    Session session = sessions.get(resume);
    if (session == null) {
      return new Verdict.SessionUnknown();
    }
    if (holder != null && !holder.session.person().equals(session.person())) {
      return new Verdict.Taken();
    }
    return grant(session.usedAt(now), connection);
  }

  private Verdict grant(Session session, String connection) {
    String replaced = holder == null || holder.lost ? null : holder.connection;
    holder = new Holder(session, connection, false);
    // Out and in again, so that the map stays in the order of last use.
    sessions.remove(session.token());
    sessions.put(session.token(), session);
    return new Verdict.Granted(session, replaced);
  }

  /** The connection ended without {@code bye}; true if the nickname is now held for its person. */
  boolean lost(String connection, long now) {
    if (holder == null || holder.lost || !holder.connection.equals(connection)) {
      return false;
    }
    Session session = holder.session.usedAt(now);
    sessions.put(session.token(), session);
    holder = new Holder(session, connection, true);
    return true;
  }

  /** The time to resume after that connection's loss has passed. */
  void lapse(String connection) {
    if (holder != null && holder.lost && holder.connection.equals(connection)) {
      holder = null;
    }
  }

  /** The person said {@code bye}: the nickname is free at once and the token is worth nothing. */
  void release(String connection) {
    if (holder != null && holder.connection.equals(connection)) {
      sessions.remove(holder.session.token());
      holder = null;
    }
  }

  /** Whether nothing is left to remember. */
  boolean isForgotten(long now) {
    forgetSessions(now);
    return holder == null && sessions.isEmpty();
  }

  private void forgetSessions(long now) {
    sessions.values().removeIf(session -> !isHeld(session) && expired(session, now));
    var oldest = sessions.values().iterator();
    while (sessions.size() > MAX_SESSIONS && oldest.hasNext()) {
      if (!isHeld(oldest.next())) {
        oldest.remove();
      }
    }
  }

  private boolean isHeld(Session session) {
    return holder != null && holder.session.token().equals(session.token());
  }

  private boolean expired(Session session, long now) {
    return now - session.lastUsed() > sessionLifeMs;
  }
}
