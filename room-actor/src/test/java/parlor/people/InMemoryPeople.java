package parlor.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** People for tests of actors, without a database; held to the same contract as those with one. */
public final class InMemoryPeople implements People {
  private record Row(Person person, Skeleton skeleton, @Nullable String password) {}

  private record Claim(PersonId person, long since) {}

  private record Used(PersonId person, long at) {}

  private final Map<PersonId, Row> persons = new HashMap<>();
  private final Map<Skeleton, Claim> claims = new HashMap<>();
  private final Map<String, Used> sessions = new HashMap<>();
  private @Nullable RuntimeException broken;
  private CompletionStage<Void> awake = CompletableFuture.completedFuture(null);

  /** Lets everything fail until {@link #mend}. */
  public synchronized void breakDown() {
    broken = new IllegalStateException("The database is gone");
  }

  public synchronized void mend() {
    broken = null;
  }

  /** Guests' claims are done at once, and answered when that has completed. */
  public synchronized void answerClaimsAfter(CompletionStage<Void> then) {
    awake = then;
  }

  @Override
  public CompletionStage<Optional<Holder>> holder(Skeleton skeleton) {
    return done(
        () -> {
          Claim claim = claims.get(skeleton);
          if (claim == null) {
            return Optional.empty();
          }
          Row row = persons.get(claim.person);
          return Optional.of(new Holder(row.person, row.password, claim.since));
        });
  }

  @Override
  public CompletionStage<Optional<Session>> session(String tokenHash) {
    return done(
        () -> {
          Used used = sessions.get(tokenHash);
          if (used == null) {
            return Optional.empty();
          }
          Row row = persons.get(used.person);
          return Optional.of(new Session(row.person, row.skeleton, row.password != null, used.at));
        });
  }

  @Override
  public CompletionStage<Boolean> takeAsGuest(
      Person person, Skeleton skeleton, String tokenHash, long now) {
    return done(() -> {
          if (claims.containsKey(skeleton)) {
            return false;
          }
          persons.put(person.id(), new Row(person, skeleton, null));
          claims.put(skeleton, new Claim(person.id(), now));
          sessions.put(tokenHash, new Used(person.id(), now));
          return true;
        })
        .thenCombine(awake, (taken, then) -> taken);
  }

  @Override
  public CompletionStage<Boolean> resume(Session session, String tokenHash, long now) {
    return done(
        () -> {
          PersonId person = session.person().id();
          Claim claim = claims.get(session.skeleton());
          if (claim != null && !claim.person.equals(person)) {
            return false;
          }
          claims.put(session.skeleton(), new Claim(person, now));
          sessions.put(tokenHash, new Used(person, now));
          return true;
        });
  }

  @Override
  public CompletionStage<Void> addSession(PersonId account, String tokenHash, long now) {
    return run(() -> sessions.put(tokenHash, new Used(account, now)));
  }

  @Override
  public CompletionStage<Void> touch(Collection<String> tokenHashes, long now) {
    return run(
        () ->
            tokenHashes.forEach(
                token ->
                    sessions.computeIfPresent(token, (t, used) -> new Used(used.person, now))));
  }

  @Override
  public CompletionStage<Set<String>> ended(PersonId person, Set<String> tokenHashes) {
    return done(
        () -> {
          Set<String> ended = new HashSet<>(isAccount(person) ? tokenHashes : Set.of());
          ended.removeAll(sessions.keySet());
          return ended;
        });
  }

  @Override
  public CompletionStage<Void> freeNickname(PersonId guest, long claimed) {
    return run(
        () ->
            claims
                .values()
                .removeIf(
                    claim ->
                        claim.person.equals(guest) && claim.since <= claimed && !isAccount(guest)));
  }

  @Override
  public CompletionStage<Void> forgetGuest(PersonId guest) {
    return run(() -> forget(guest));
  }

  private void forget(PersonId person) {
    claims.values().removeIf(claim -> claim.person.equals(person));
    sessions.values().removeIf(used -> used.person.equals(person));
  }

  @Override
  public CompletionStage<Void> setPassword(PersonId person, String password) {
    return run(
        () ->
            persons.computeIfPresent(
                person, (id, row) -> new Row(row.person, row.skeleton, password)));
  }

  @Override
  public CompletionStage<Void> endOtherSessions(PersonId person, String keptTokenHash) {
    return run(
        () ->
            sessions
                .entrySet()
                .removeIf(
                    session ->
                        session.getValue().person.equals(person)
                            && !session.getKey().equals(keptTokenHash)));
  }

  @Override
  public CompletionStage<Void> deleteAccount(PersonId person) {
    return run(
        () -> {
          forget(person);
          persons.computeIfPresent(person, (id, row) -> new Row(row.person, row.skeleton, null));
        });
  }

  @Override
  public CompletionStage<Void> removeExpired(long guestsUsedBefore, long accountsUsedBefore) {
    return run(
        () -> {
          sessions
              .values()
              .removeIf(
                  used ->
                      used.at < (isAccount(used.person) ? accountsUsedBefore : guestsUsedBefore));
          claims
              .values()
              .removeIf(
                  claim ->
                      !isAccount(claim.person)
                          && sessions.values().stream()
                              .noneMatch(used -> used.person.equals(claim.person)));
        });
  }

  private boolean isAccount(PersonId person) {
    return persons.get(person).password != null;
  }

  private CompletionStage<Void> run(Runnable change) {
    return done(
        () -> {
          change.run();
          return null;
        });
  }

  private synchronized <T> CompletionStage<T> done(Supplier<T> question) {
    return broken == null
        ? CompletableFuture.completedFuture(question.get())
        : CompletableFuture.failedFuture(broken);
  }
}
