package parlor.gateway.door;

import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Presence;
import parlor.people.PrivateRooms;
import parlor.people.Skeleton;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.room.Frames;
import parlor.room.Outlet;

/**
 * What is said to one person: finds the recipient, then says it in the conversation of the two. One
 * at a time.
 */
final class Letters {
  private static final Person ROBOT = new Person(PersonId.ROBOT, Nickname.ROBOT.value());

  /**
   * A message on its way.
   *
   * @param room in which it is said by name, or null
   */
  private record Letter(Me me, @Nullable RoomName room, ClientFrame.Tell tell) {}

  private final DoorTools tools;
  private final Outlet outlet;
  private final Line line;
  private final Places places;
  private @Nullable Letter letter;

  Letters(DoorTools tools, Outlet outlet, Line line, Places places) {
    this.tools = tools;
    this.outlet = outlet;
    this.line = line;
    this.places = places;
  }

  /** Whether the next frame has to wait for an answer from inside. */
  boolean makeWait() {
    return letter != null;
  }

  void on(ClientFrame.Tell tell, Me me) {
    send(new Letter(me, null, tell));
  }

  /** Says something in a private conversation by its name; the other may be gone by now. */
  void on(ClientFrame.Say say, Me me) {
    letter = new Letter(me, say.room(), asTell(say, Nickname.ROBOT));
    line.await(
        tools.memberships().pair(say.room().value()),
        (pair, failure) -> {
          letter = null;
          Person partner =
              pair == null ? null : pair.map(p -> p.partnerOf(me.person().id())).orElse(null);
          if (failure != null) {
            outlet.offer(Frames.unavailable(say.id()));
          } else if (partner == null) {
            outlet.offer(Frames.refusal(say.id(), ErrorCode.NOT_IN_ROOM));
          } else {
            Nickname to = Nickname.ofPrepared(partner.nickname());
            send(new Letter(me, say.room(), asTell(say, to)));
          }
        });
  }

  private static ClientFrame.Tell asTell(ClientFrame.Say say, Nickname to) {
    return new ClientFrame.Tell(say.id(), to, say.text(), say.replyTo(), say.attachments());
  }

  private void send(Letter next) {
    letter = next;
    if (next.tell.to().equals(Nickname.ROBOT)) {
      if (tools.settings().features().contains("robot")) {
        deliver(next, ROBOT);
      } else {
        refuse(next);
      }
      return;
    }
    line.startAnswerTimer();
    tools
        .presences()
        .apply(Skeleton.of(next.tell.to()))
        .tell(new Presence.Find(next.tell.to().folded(), line.self()));
  }

  void found(Presence.Found found) {
    if (letter != null) {
      line.cancelAnswerTimer();
      Person recipient = found.person();
      if (recipient == null || recipient.id().equals(letter.me.person().id())) {
        refuse(letter);
      } else {
        deliver(letter, recipient);
      }
    }
  }

  void timedOut() {
    if (letter != null) {
      outlet.offer(Frames.unavailable(letter.tell.id()));
      letter = null;
    }
  }

  private void refuse(Letter refused) {
    letter = null;
    outlet.offer(Frames.refusal(refused.tell.id(), ErrorCode.RECIPIENT_UNKNOWN));
  }

  private void deliver(Letter letter, Person recipient) {
    Person me = letter.me.person();
    RoomName room = PrivateRooms.between(me.id(), recipient.id());
    if (letter.room != null && !letter.room.equals(room)) {
      // Somebody else has the nickname now.
      refuse(letter);
      return;
    }
    if (places.isOpen(room)) {
      hand(letter, room);
      return;
    }
    line.await(
        tools.memberships().openPrivate(room.value(), me.id(), recipient.id()),
        (opened, failure) -> {
          if (failure == null) {
            hand(letter, room);
          } else {
            this.letter = null;
            outlet.offer(Frames.unavailable(letter.tell.id()));
          }
        });
  }

  private void hand(Letter sent, RoomName room) {
    letter = null;
    ClientFrame.Tell tell = sent.tell;
    places.sayPrivately(
        new ClientFrame.Say(tell.id(), room, tell.text(), tell.replyTo(), tell.attachments()),
        sent.me.person());
  }
}
