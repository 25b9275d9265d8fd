package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parlor.people.Memberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Presence;
import parlor.people.Skeleton;
import parlor.protocol.Nickname;

/**
 * What the ledger of a private conversation does besides: while it is awake it follows the two
 * persons' presences, which call their connections in.
 */
final class PairDesk {
  private static final Duration FOLLOW_AGAIN = Duration.ofSeconds(2);

  private final String room;
  private final Memberships.Pair pair;
  private final RoomLedger.Tools tools;
  private final ActorContext<RoomLedger.Command> context;
  private final TimerScheduler<RoomLedger.Command> timers;
  private final ActorRef<Presence.ToFollower> told;
  private final long seq;
  private final Set<ActorRef<Presence.Command>> followed = new HashSet<>();

  /**
   * A desk that follows at once.
   *
   * @param seq the newest entry when the ledger awoke: whoever is called in is shown what follows
   */
  PairDesk(
      String room,
      Memberships.Pair pair,
      RoomLedger.Tools tools,
      ActorContext<RoomLedger.Command> context,
      TimerScheduler<RoomLedger.Command> timers,
      long seq) {
    this.room = room;
    this.pair = pair;
    this.tools = tools;
    this.context = context;
    this.timers = timers;
    this.seq = seq;
    this.told = context.messageAdapter(Presence.ToFollower.class, RoomLedger.PresenceFollows::new);
    follow();
  }

  private List<Person> persons() {
    return Stream.of(pair.first(), pair.second())
        .filter(person -> !person.id().equals(PersonId.ROBOT))
        .toList();
  }

  /** Follows, and again until each presence has answered: the messages may get lost. */
  void follow() {
    List<Person> persons = persons();
    if (followed.size() < persons.size()) {
      timers.startSingleTimer(
          RoomLedger.FollowAgain.class, new RoomLedger.FollowAgain(), FOLLOW_AGAIN);
      for (Person person : persons) {
        Skeleton skeleton = Skeleton.of(Nickname.ofPrepared(person.nickname()));
        tools.presences().apply(skeleton).tell(new Presence.Follow(person.id(), room, seq, told));
      }
    }
  }

  void followed(Presence.ToFollower answer) {
    switch (answer) {
      case Presence.Following following -> {
        if (followed.add(following.presence())) {
          context.watchWith(
              following.presence(), new RoomLedger.PresenceGone(following.presence()));
        }
      }
    }
  }

  void presenceGone(ActorRef<Presence.Command> presence) {
    followed.remove(presence);
    timers.startSingleTimer(
        RoomLedger.FollowAgain.class, new RoomLedger.FollowAgain(), FOLLOW_AGAIN);
  }

  boolean hasRobot() {
    return pair.second().id().equals(PersonId.ROBOT);
  }

  /** The nickname of the one to whom this one speaks; null for a stranger. */
  @Nullable String recipient(PersonId author) {
    Person partner = pair.partnerOf(author);
    return partner == null ? null : partner.nickname();
  }
}
