package parlor.people;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.actor.Switch;
import parlor.protocol.Nickname;

/**
 * A {@link Presence} at work. What changes who holds the nickname is done one at a time, each after
 * the store has answered for the one before; the store has the last word.
 */
final class PresenceDesk extends AbstractBehavior<Presence.Command> {
  private static final int MAX_DELAYED = 1_000;
  private static final Duration LAPSE_AGAIN = Duration.ofSeconds(5);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(45);

  /**
   * So long a connection may take to find out that its presence is gone and to claim again; longer
   * than {@link Presence#PROMPT}.
   */
  private static final Duration RECLAIMING = Duration.ofSeconds(3);

  /** Sessions in use are marked so often, so that none expires under its person. */
  private static final Duration TOUCH = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(PresenceDesk.class);

  private record Follower(PersonId person, ActorRef<Presence.ToFollower> ref) {}

  private final Skeleton skeleton;
  private final PresenceSettings settings;
  private final People people;
  private final Presence.Tools tools;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final RecipientRef<Presence.Command> next;
  private final TimerScheduler<Presence.Command> timers;
  private final StashBuffer<Presence.Command> stash;
  private final AccountDesk accounts;
  private final Guesses guesses;
  private final Online online = new Online();
  private final Map<String, Follower> followers = new HashMap<>();

  /** A guest whose connection was lost and who may come back. */
  private @Nullable PersonId away;

  /** Whether nothing was heard here of the one who is away: the store alone says so. */
  private boolean unheard;

  /** When somebody was granted the nickname here last. */
  private long claimed;

  /** Whether it was lost because this node is being ended, so that it will come back. */
  private boolean sentAway;

  /** Whether the operator named this nickname among the admins. */
  private final boolean isAdmins;

  private boolean settling;

  /** Logins that are looked at later. */
  private int delayed;

  private final long started;
  private long touched;

  PresenceDesk(
      Skeleton skeleton,
      Presence.Tools tools,
      ActorRef<ClusterSharding.ShardCommand> shard,
      RecipientRef<Presence.Command> next,
      ActorContext<Presence.Command> context,
      TimerScheduler<Presence.Command> timers,
      StashBuffer<Presence.Command> stash) {
    super(context);
    this.skeleton = skeleton;
    this.tools = tools;
    this.settings = tools.settings();
    this.isAdmins = settings.admins().contains(skeleton);
    this.people = tools.people();
    this.shard = shard;
    this.next = next;
    this.timers = timers;
    this.stash = stash;
    this.started = tools.clock().millis();
    this.touched = started;
    this.guesses = new Guesses(settings.failuresOfAddress(), settings.failures());
    this.accounts = new AccountDesk(tools, skeleton, online, guesses, this::settle);
    timers.startTimerWithFixedDelay(new Presence.LookAround(), LOOK_AROUND);
  }

  @Override
  public Receive<Presence.Command> createReceive() {
    return new Switch<>(this::on);
  }

  private Behavior<Presence.Command> on(Presence.Command message) {
    return switch (message) {
      case Presence.Claim claim -> onAnyClaim(claim);
      case Presence.Delayed late -> onDelayed(late);
      case Presence.Release bye -> oneAtATime(bye, () -> onRelease(bye));
      case Presence.Register register -> oneAtATime(register, () -> accounts.register(register));
      case Presence.ChangeAccount change -> oneAtATime(change, () -> accounts.change(change));
      case Presence.Lapse lapse -> oneAtATime(lapse, () -> onLapse(lapse));
      case Presence.Settled settled -> onSettled(settled);
      case Presence.ConnectionEnded ended -> onConnectionEnded(ended);
      case Presence.Find find -> oneAtATime(find, () -> onFind(find));
      case Presence.Follow follow -> onFollow(follow);
      case Presence.FollowerGone gone -> onFollowerGone(gone);
      case Presence.SpreadRead read -> onSpreadRead(read);
      case Presence.SpreadBlock block -> onSpreadBlock(block);
      case Presence.LookAround look -> onLookAround();
      case Presence.SessionsEnded ended -> onSessionsEnded(ended);
      case Presence.Stop stop -> onStop();
    };
  }

  // One at a time

  private Behavior<Presence.Command> oneAtATime(Presence.Command command, Runnable work) {
    if (!settling) {
      work.run();
    } else if (!stash.isFull()) {
      stash.stash(command);
    } else if (command instanceof Presence.Claim claim) {
      claim.asker().refuse(Presence.Refusal.UNAVAILABLE);
    }
    return this;
  }

  /** Goes on when a stage has completed; until then what changes something waits. */
  private <T> void settle(CompletionStage<T> stage, Presence.Asker asker, Consumer<T> then) {
    settle(stage, then, failure -> asker.refuse(Presence.Refusal.UNAVAILABLE));
  }

  private <T> void settle(
      CompletionStage<T> stage, Consumer<T> then, Consumer<Throwable> otherwise) {
    settling = true;
    getContext()
        .pipeToSelf(
            stage,
            (value, failure) ->
                new Presence.Settled(
                    () -> {
                      if (failure == null) {
                        then.accept(value);
                      } else {
                        getContext().getLog().error("A nickname cannot be settled", failure);
                        otherwise.accept(failure);
                      }
                    }));
  }

  private Behavior<Presence.Command> onSettled(Presence.Settled settled) {
    settling = false;
    settled.then().run();
    if (settling) {
      return this;
    }
    return stash.isEmpty() ? passivateIfIdle() : stash.unstash(this, 1, command -> command);
  }

  // Login

  /** While a password is guessed each attempt takes a while; the others go on meanwhile. */
  private Behavior<Presence.Command> onAnyClaim(Presence.Claim claim) {
    long delayMs =
        settings.throttled() && claim.password() != null ? guesses.delayMs(claim.from(), now()) : 0;
    if (delayMs == 0) {
      return oneAtATime(claim, () -> onClaim(claim));
    }
    if (delayed < MAX_DELAYED) {
      delayed++;
      timers.startSingleTimer(
          claim.connection(), new Presence.Delayed(claim, true), Duration.ofMillis(delayMs));
    } else {
      claim.asker().refuse(Presence.Refusal.UNAVAILABLE);
    }
    return this;
  }

  private Behavior<Presence.Command> onDelayed(Presence.Delayed late) {
    delayed -= late.counted() ? 1 : 0;
    return oneAtATime(new Presence.Delayed(late.claim(), false), () -> onClaim(late.claim()));
  }

  private void onClaim(Presence.Claim claim) {
    if (claim.resume() == null) {
      settleHolder(claim.asker(), null, holder -> claimAnew(claim, holder));
      return;
    }
    String token = SessionTokens.hash(claim.resume());
    settle(
        people.session(token),
        claim.asker(),
        found -> {
          People.Session session = found.orElse(null);
          if (session == null
              || !session.skeleton().equals(skeleton)
              || isExpired(session)
              || (isAdmins && !session.account())) {
            claim.asker().refuse(Presence.Refusal.SESSION_UNKNOWN);
          } else {
            settleHolder(
                claim.asker(),
                session.person().id(),
                holder -> hold(claim, session, claim.resume(), token));
          }
        });
  }

  private boolean isExpired(People.Session session) {
    Duration life = session.account() ? settings.accountSession() : settings.guestSession();
    return now() - session.usedAt() > life.toMillis();
  }

  /** Finds out who holds the nickname; a guest whom nobody can bring back any more does not. */
  private void settleHolder(
      Presence.Asker asker, @Nullable PersonId comingBack, Consumer<People.@Nullable Holder> then) {
    settle(
        people.holder(skeleton),
        asker,
        found -> {
          People.Holder holder = found.orElse(null);
          if (holder == null || holder.person().id().equals(comingBack)) {
            then.accept(holder);
          } else if (isStale(holder)) {
            settle(
                people.freeNickname(holder.person().id(), holder.since()),
                asker,
                freed -> {
                  away = null;
                  then.accept(null);
                });
          } else {
            awaitReturn(holder);
            then.accept(holder);
          }
        });
  }

  /**
   * Stays until a guest of whom nothing was heard here has come back or has lost the nickname: a
   * presence that was made anew for each question would give the time to resume anew each time.
   */
  private void awaitReturn(People.Holder holder) {
    if (!holder.isAccount() && away == null && online.of(holder.person().id()).isEmpty()) {
      away = holder.person().id();
      unheard = true;
      claimed = holder.since();
      lapse(away, Duration.ofMillis(Math.max(1, timeOf(holder) - now())));
    }
  }

  /** A guest of before this node started, who had the time to resume and did not. */
  private boolean isStale(People.Holder holder) {
    PersonId person = holder.person().id();
    return !holder.isAccount()
        && online.of(person).isEmpty()
        && (unheard || !person.equals(away))
        && now() >= timeOf(holder);
  }

  /** When a guest who does not come back has lost the nickname, in UTC milliseconds. */
  private long timeOf(People.Holder holder) {
    return aliveUntil(holder) + settings.resume().toMillis();
  }

  /**
   * Its connection, if it is alive, claims again when a presence has started anew; and somebody who
   * claimed since then was heard by a presence on a node that has left the cluster, or is about to
   * and takes about as long to find that out.
   */
  private long aliveUntil(People.Holder holder) {
    long aloneSince = tools.aloneSince().getAsLong();
    return holder.since() < aloneSince
        ? aloneSince
        : Math.max(started, holder.since()) + RECLAIMING.toMillis();
  }

  /**
   * Stores that the nickname is this person's from now on; grants it if the store agrees in time.
   */
  private void hold(Presence.Claim claim, People.Session session, String secret, String token) {
    long at = now();
    settle(
        people.resume(session, token, at),
        claim.asker(),
        mine -> {
          if (!mine) {
            claim.asker().refuse(Presence.Refusal.TAKEN);
          } else if (isLate(at)) {
            hold(claim, session, secret, token);
          } else {
            grant(claim, session.person(), secret, token, session.account(), false);
          }
        });
  }

  private boolean isLate(long asked) {
    return now() - asked > Presence.PROMPT.toMillis();
  }

  private void claimAnew(Presence.Claim claim, People.@Nullable Holder holder) {
    if (isAdmins && (holder == null || !holder.isAccount())) {
      claim.asker().refuse(Presence.Refusal.RESERVED);
    } else if (holder == null && online.isEmpty() && away == null) {
      claimAsGuest(claim);
    } else if (holder == null) {
      // Its holder is known here, whatever became of the row.
      claim.asker().refuse(Presence.Refusal.TAKEN);
    } else if (!holder.isAccount()) {
      claim.asker().refuse(Presence.Refusal.TAKEN);
    } else if (claim.password() == null) {
      claim.asker().refuse(Presence.Refusal.PASSWORD_REQUIRED);
    } else {
      accounts.checkPassword(
          holder,
          claim.password(),
          claim.from(),
          claim.asker(),
          () -> claimAccount(claim, holder.person()));
    }
  }

  private void claimAsGuest(Presence.Claim claim) {
    Person person = new Person(new PersonId(UUID.randomUUID().toString()), claim.nickname());
    String session = SessionTokens.next();
    String token = SessionTokens.hash(session);
    long at = now();
    settle(
        people.takeAsGuest(person, skeleton, token, at),
        claim.asker(),
        taken -> {
          if (!taken) {
            claim.asker().refuse(Presence.Refusal.TAKEN);
          } else if (isLate(at)) {
            hold(claim, new People.Session(person, skeleton, false, at), session, token);
          } else {
            grant(claim, person, session, token, false, true);
          }
        });
  }

  private void claimAccount(Presence.Claim claim, Person person) {
    String session = SessionTokens.next();
    String token = SessionTokens.hash(session);
    settle(
        people.addSession(person.id(), token, now()),
        claim.asker(),
        added -> grant(claim, person, session, token, true, false));
  }

  private void grant(
      Presence.Claim claim,
      Person person,
      String session,
      String token,
      boolean account,
      boolean isNew) {
    for (Online.Connection earlier : online.all()) {
      boolean itself = earlier.name().equals(claim.connection());
      if (earlier.token().equals(token) && !itself) {
        if (claim.again()) {
          claim.replyTo().tell(new Presence.Replaced());
          return;
        }
        end(earlier);
      }
    }
    away = null;
    unheard = false;
    claimed = now();
    timers.cancel(Presence.Lapse.class);
    online.add(new Online.Connection(claim.connection(), claim.replyTo(), person, token));
    getContext().watchWith(claim.replyTo(), new Presence.ConnectionEnded(claim.connection()));
    List<String> conversations = conversationsOf(person.id());
    claim
        .replyTo()
        .tell(
            new Presence.Granted(
                claim.connection(),
                person.id(),
                person.nickname(),
                session,
                account,
                account && isAdmins,
                isNew,
                page(conversations, 0),
                getContext().getSelf()));
    for (int first = Presence.CONVERSATIONS_AT_ONCE;
        first < conversations.size();
        first += Presence.CONVERSATIONS_AT_ONCE) {
      claim.replyTo().tell(new Presence.CallInToo(claim.connection(), page(conversations, first)));
    }
  }

  private static List<String> page(List<String> conversations, int first) {
    int end = Math.min(conversations.size(), first + Presence.CONVERSATIONS_AT_ONCE);
    return List.copyOf(conversations.subList(first, end));
  }

  private List<String> conversationsOf(PersonId person) {
    return followers.entrySet().stream()
        .filter(follower -> follower.getValue().person.equals(person))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void end(Online.Connection connection) {
    online.remove(connection.name());
    getContext().unwatch(connection.ref());
    connection.ref().tell(new Presence.Replaced());
  }

  // The end of a login

  private void onRelease(Presence.Release bye) {
    Online.Connection connection = online.remove(bye.connection());
    if (connection == null) {
      bye.replyTo().tell(new Presence.Released());
      return;
    }
    getContext().unwatch(connection.ref());
    if (bye.lost()) {
      goAwayIfLast(connection);
      bye.replyTo().tell(new Presence.Released());
      return;
    }
    settle(
        people.holder(skeleton),
        holder -> {
          boolean account = holder.isPresent() && holder.get().isAccount();
          if (account) {
            bye.replyTo().tell(new Presence.Released());
          } else {
            forget(connection.person().id(), bye.replyTo());
          }
        },
        failure -> bye.replyTo().tell(new Presence.Released()));
  }

  private void forget(PersonId guest, ActorRef<Presence.Reply> asker) {
    settle(
        people.forgetGuest(guest),
        gone -> asker.tell(new Presence.Released()),
        failure -> {
          // The nickname is freed when the time to resume has passed.
          goAway(guest);
          asker.tell(new Presence.Released());
        });
  }

  private Behavior<Presence.Command> onConnectionEnded(Presence.ConnectionEnded ended) {
    Online.Connection connection = online.remove(ended.connection());
    if (connection != null) {
      goAwayIfLast(connection);
    }
    return this;
  }

  private void goAwayIfLast(Online.Connection ended) {
    if (online.isEmpty()) {
      goAway(ended.person().id());
    }
  }

  /** For an account this means nothing when the time has passed; it holds its nickname anyway. */
  private void goAway(PersonId person) {
    away = person;
    unheard = false;
    sentAway = tools.ending().getAsBoolean();
    lapse(person, settings.resume());
  }

  private void lapse(PersonId guest, Duration delay) {
    timers.startSingleTimer(Presence.Lapse.class, new Presence.Lapse(guest), delay);
  }

  /** Whoever was lost before the end of the node is not waited for after its next start. */
  private Behavior<Presence.Command> onStop() {
    if (away != null && !unheard && !sentAway && tools.aloneSince().getAsLong() > 0) {
      people
          .freeNickname(away, claimed)
          .exceptionally(
              failure -> {
                LOG.warn("A nickname could not be freed: {}", failure.toString());
                return null;
              });
    }
    return Behaviors.stopped();
  }

  private void onLapse(Presence.Lapse lapse) {
    if (!lapse.guest().equals(away)) {
      return;
    }
    settle(
        people.holder(skeleton),
        holder -> {
          if (holder.isPresent() && holder.get().isAccount()) {
            away = null;
          } else if (unheard && holder.isPresent() && now() < timeOf(holder.get())) {
            lapse(lapse.guest(), Duration.ofMillis(timeOf(holder.get()) - now()));
          } else {
            free(lapse.guest());
          }
        },
        failure -> lapse(lapse.guest(), LAPSE_AGAIN));
  }

  private void free(PersonId guest) {
    settle(
        people.freeNickname(guest, claimed),
        freed -> away = null,
        failure -> lapse(guest, LAPSE_AGAIN));
  }

  // Private conversations

  private void onFind(Presence.Find find) {
    settleHolder(
        find.asker(),
        null,
        holder -> {
          boolean there =
              holder != null
                  && Nickname.ofPrepared(holder.person().nickname()).folded().equals(find.folded());
          boolean account = there && holder.isAccount();
          find.replyTo()
              .tell(
                  new Presence.Found(there ? holder.person() : null, account, account && isAdmins));
        });
  }

  private Behavior<Presence.Command> onFollow(Presence.Follow follow) {
    followers.put(follow.room(), new Follower(follow.person(), follow.follower()));
    getContext().watchWith(follow.follower(), new Presence.FollowerGone(follow.room()));
    follow.follower().tell(new Presence.Following(getContext().getSelf()));
    for (Online.Connection connection : online.of(follow.person())) {
      connection.ref().tell(new Presence.CallIn(follow.room(), follow.seq()));
    }
    return this;
  }

  private Behavior<Presence.Command> onFollowerGone(Presence.FollowerGone gone) {
    followers.remove(gone.room());
    return passivateIfIdle();
  }

  private Behavior<Presence.Command> onSpreadRead(Presence.SpreadRead read) {
    tellOthers(read.connection(), new Presence.ReadElsewhere(read.room(), read.seq()));
    return this;
  }

  private Behavior<Presence.Command> onSpreadBlock(Presence.SpreadBlock block) {
    tellOthers(
        block.connection(), new Presence.BlockedElsewhere(block.nickname(), block.blocked()));
    return this;
  }

  /** Tells the other connections of the same person. */
  private void tellOthers(String connection, Presence.Reply news) {
    Online.Connection one = online.get(connection);
    if (one != null) {
      for (Online.Connection other : online.of(one.person().id())) {
        if (!other.name().equals(connection)) {
          other.ref().tell(news);
        }
      }
    }
  }

  private Behavior<Presence.Command> onLookAround() {
    long now = now();
    if (!online.isEmpty() && now - touched >= TOUCH.toMillis()) {
      touched = now;
      people
          .touch(online.tokens(), now)
          .exceptionally(
              failure -> {
                LOG.warn("Sessions could not be marked as used: {}", failure.toString());
                return null;
              });
    }
    for (PersonId person : online.persons()) {
      getContext()
          .pipeToSelf(people.ended(person, online.tokensOf(person)), Presence.SessionsEnded::new);
    }
    return passivateIfIdle();
  }

  /** An operator has given the account another password: whoever is logged in is not any more. */
  private Behavior<Presence.Command> onSessionsEnded(Presence.SessionsEnded ended) {
    if (ended.tokens() == null) {
      LOG.warn("Whether sessions were ended is asked again later", ended.failure());
      return this;
    }
    for (Online.Connection connection : online.all()) {
      if (ended.tokens().contains(connection.token())) {
        end(connection);
      }
    }
    return passivateIfIdle();
  }

  private Behavior<Presence.Command> passivateIfIdle() {
    if (!settling
        && online.isEmpty()
        && away == null
        && followers.isEmpty()
        && stash.isEmpty()
        && delayed == 0
        && guesses.isForgiven(now())) {
      shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
      return leaving();
    }
    return this;
  }

  /** Until it is stopped, whatever still comes is for its successor: here it would get lost. */
  private Behavior<Presence.Command> leaving() {
    timers.cancelAll();
    return Behaviors.receive(Presence.Command.class)
        .onMessage(Presence.Stop.class, stop -> Behaviors.stopped())
        .onMessage(
            Presence.Command.class,
            command -> {
              next.tell(command);
              return Behaviors.same();
            })
        .build();
  }

  private long now() {
    return tools.clock().millis();
  }
}
