package parlor.gateway.door;

import akka.util.ByteString;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parlor.history.SentMessage;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.PrivateRooms;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;
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
  private final Retries retries;
  private @Nullable Letter letter;

  Letters(DoorTools tools, Outlet outlet, Line line, Places places) {
    this.tools = tools;
    this.outlet = outlet;
    this.line = line;
    this.places = places;
    this.retries = new Retries(tools.log(), tools.clock());
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
    line.await(
        tools.persons().find(next.tell.to()),
        (found, failure) -> {
          Person recipient = found == null ? null : found.person();
          if (failure != null) {
            fail(next);
          } else if (recipient == null || recipient.id().equals(next.me.person().id())) {
            refuse(next);
          } else {
            deliverUnlessBlocked(next, recipient);
          }
        });
  }

  private void deliverUnlessBlocked(Letter next, Person recipient) {
    line.await(
        tools.blocks().blocks(recipient.id(), next.me.person().id()),
        (blocks, failure) -> {
          if (failure != null) {
            fail(next);
          } else if (blocks) {
            refuse(next, Refusals.reasoned(next.tell.id(), ErrorCode.FORBIDDEN, "blocked"));
          } else {
            deliver(next, recipient);
          }
        });
  }

  private void fail(Letter failed) {
    letter = null;
    outlet.offer(Frames.unavailable(failed.tell.id()));
  }

  private void refuse(Letter refused) {
    refuse(refused, Frames.refusal(refused.tell.id(), ErrorCode.RECIPIENT_UNKNOWN));
  }

  /** Unless it is the retry of what was said while it could be. */
  private void refuse(Letter refused, ByteString refusal) {
    String id = refused.tell.id();
    if (id == null) {
      letter = null;
      outlet.offer(refusal);
      return;
    }
    PersonId me = refused.me.person().id();
    line.await(
        roomsOf(refused).thenCompose(rooms -> retries.find(rooms, me, id)),
        (first, failure) -> {
          if (failure != null) {
            fail(refused);
          } else {
            letter = null;
            outlet.offer(first.map(known -> repeated(refused.tell, known)).orElse(refusal));
          }
        });
  }

  private CompletionStage<List<String>> roomsOf(Letter sent) {
    return sent.room != null
        ? CompletableFuture.completedFuture(List.of(sent.room.value()))
        : tools.memberships().conversationsWith(sent.me.person().id(), sent.tell.to().folded());
  }

  private static ByteString repeated(ClientFrame.Tell tell, Retries.First first) {
    SentMessage known = first.message();
    return known.fits(tell.text().value(), tell.attachments())
        ? Frames.encode(new ServerFrame.Said(tell.id(), first.room(), known.seq(), known.at()))
        : Frames.refusal(tell.id(), ErrorCode.ID_REUSED);
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
            fail(letter);
          }
        });
  }

  private void hand(Letter sent, RoomName room) {
    letter = null;
    ClientFrame.Tell tell = sent.tell;
    places.sayPrivately(
        new ClientFrame.Say(tell.id(), room, tell.text(), tell.replyTo(), tell.attachments()),
        sent.me.visitor());
  }
}
