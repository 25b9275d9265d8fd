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
import parlor.protocol.Nickname;

/**
 * A {@link Presence} at work. What changes who holds the nickname is done one at a time, each after
 * the store has answered for the one before; the store has the last word.
 */
final class PresenceDesk extends AbstractBehavior<Presence.Command> {
  private static final int FREE_FAILURES = 5;
  private static final Duration LAPSE_AGAIN = Duration.ofSeconds(5);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(45);

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
  private final SessionTokens tokens = new SessionTokens();
  private final LoginThrottle throttle = new LoginThrottle(FREE_FAILURES);
  private final Online online = new Online();
  private final Map<String, Follower> followers = new HashMap<>();

  /** A guest whose connection was lost and who may come back. */
  private @Nullable PersonId away;

  /** When somebody was granted the nickname here last. */
  private long claimed;

  /** Whether it was lost because this node is being ended, so that it will come back. */
  private boolean sentAway;

  /** Whether the operator named this nickname among the admins. */
  private final boolean isAdmins;

  private boolean settling;
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
    this.accounts = new AccountDesk(tools, skeleton, online, throttle, this::settle);
    timers.startTimerWithFixedDelay(new Presence.LookAround(), LOOK_AROUND);
  }

  @Override
  public Receive<Presence.Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Presence.Claim.class, claim -> oneAtATime(claim, () -> onClaim(claim)))
        .onMessage(Presence.Release.class, bye -> oneAtATime(bye, () -> onRelease(bye)))
        .onMessage(
            Presence.Register.class,
            register -> oneAtATime(register, () -> accounts.register(register)))
        .onMessage(
            Presence.ChangeAccount.class,
            change -> oneAtATime(change, () -> accounts.change(change)))
        .onMessage(Presence.Lapse.class, lapse -> oneAtATime(lapse, () -> onLapse(lapse)))
        .onMessage(Presence.Settled.class, this::onSettled)
        .onMessage(Presence.ConnectionEnded.class, this::onConnectionEnded)
        .onMessage(Presence.Find.class, find -> oneAtATime(find, () -> onFind(find)))
        .onMessage(Presence.Follow.class, this::onFollow)
        .onMessage(Presence.FollowerGone.class, this::onFollowerGone)
        .onMessage(Presence.SpreadRead.class, this::onSpreadRead)
        .onMessage(Presence.SpreadBlock.class, this::onSpreadBlock)
        .onMessage(Presence.LookAround.class, look -> onLookAround())
        .onMessage(Presence.SessionsEnded.class, this::onSessionsEnded)
        .onMessage(Presence.Stop.class, stop -> onStop())
        .build();
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
                claim.asker(), session.person().id(), holder -> claimAgain(claim, session, token));
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
          if (holder == null || !isStale(holder) || holder.person().id().equals(comingBack)) {
            then.accept(holder);
          } else {
            settle(
                people.freeNickname(holder.person().id(), holder.since()),
                asker,
                freed -> then.accept(null));
          }
        });
  }

  /** A guest of before this node started, who had the time to resume and did not. */
  private boolean isStale(People.Holder holder) {
    PersonId person = holder.person().id();
    return !holder.isAccount()
        && online.of(person).isEmpty()
        && !person.equals(away)
        && now() >= aliveUntil(holder) + settings.resume().toMillis();
  }

  /**
   * Its connection, if it is alive, claims again when a presence has started anew; and somebody who
   * claimed since then was heard by a presence on a node that has left the cluster, or is about to.
   */
  private long aliveUntil(People.Holder holder) {
    long aloneSince = tools.aloneSince().getAsLong();
    return holder.since() < aloneSince ? aloneSince : Math.max(started, holder.since());
  }

  private void claimAgain(Presence.Claim claim, People.Session session, String token) {
    settle(
        people.resume(session, token, now()),
        claim.asker(),
        mine -> {
          if (mine) {
            grant(claim, session.person(), claim.resume(), token, session.account());
          } else {
            claim.asker().refuse(Presence.Refusal.TAKEN);
          }
        });
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
          holder, claim.password(), claim.asker(), () -> claimAccount(claim, holder.person()));
    }
  }

  private void claimAsGuest(Presence.Claim claim) {
    Person person = new Person(new PersonId(UUID.randomUUID().toString()), claim.nickname());
    String session = tokens.next();
    String token = SessionTokens.hash(session);
    settle(
        people.takeAsGuest(person, skeleton, token, now()),
        claim.asker(),
        taken -> {
          if (taken) {
            grant(claim, person, session, token, false);
          } else {
            claim.asker().refuse(Presence.Refusal.TAKEN);
          }
        });
  }

  private void claimAccount(Presence.Claim claim, Person person) {
    String session = tokens.next();
    String token = SessionTokens.hash(session);
    settle(
        people.addSession(person.id(), token, now()),
        claim.asker(),
        added -> grant(claim, person, session, token, true));
  }

  private void grant(
      Presence.Claim claim, Person person, String session, String token, boolean account) {
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
    claimed = now();
    timers.cancel(Presence.Lapse.class);
    online.add(new Online.Connection(claim.connection(), claim.replyTo(), person, token));
    getContext().watchWith(claim.replyTo(), new Presence.ConnectionEnded(claim.connection()));
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
                conversationsOf(person.id()),
                getContext().getSelf()));
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
    if (connection != null && online.isEmpty()) {
      goAway(connection.person().id());
    }
    return this;
  }

  /** For an account this means nothing when the time has passed; it holds its nickname anyway. */
  private void goAway(PersonId person) {
    away = person;
    sentAway = tools.ending().getAsBoolean();
    timers.startSingleTimer(Presence.Lapse.class, new Presence.Lapse(person), settings.resume());
  }

  /** Whoever was lost before the end of the node is not waited for after its next start. */
  private Behavior<Presence.Command> onStop() {
    if (away != null && !sentAway && tools.aloneSince().getAsLong() > 0) {
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
          } else {
            free(lapse.guest());
          }
        },
        failure -> lapseAgain(lapse.guest()));
  }

  private void free(PersonId guest) {
    settle(people.freeNickname(guest, claimed), freed -> away = null, failure -> lapseAgain(guest));
  }

  private void lapseAgain(PersonId guest) {
    timers.startSingleTimer(Presence.Lapse.class, new Presence.Lapse(guest), LAPSE_AGAIN);
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
        && throttle.isForgiven(now())) {
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
