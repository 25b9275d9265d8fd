package parlor.room;

import akka.actor.typed.ActorRef;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import parlor.people.Person;
import parlor.protocol.ClientFrame;
import parlor.protocol.InvalidValue;
import parlor.protocol.MessageText;
import parlor.protocol.RoomName;

/** Somebody in a room of a {@link RoomNode}, without a network. */
public final class Guest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RoomName room;
  private final Person person;
  private final Outlet outlet =
      new Outlet(
          Integer.MAX_VALUE, new OutletsBound(Long.MAX_VALUE / 2, Integer.MAX_VALUE), () -> {});
  private final CompletableFuture<ActorRef<UserSession.Command>> session =
      new CompletableFuture<>();
  private final StringBuilder heard = new StringBuilder();

  Guest(RoomName room, Person person) {
    this.room = room;
    this.person = person;
  }

  Outlet outlet() {
    return outlet;
  }

  void opened(ActorRef<UserSession.Command> by) {
    session.complete(by);
  }

  public Person person() {
    return person;
  }

  public void say(String id, String text) {
    try {
      send(new ClientFrame.Say(id, room, MessageText.parse(text, 100_000), null));
    } catch (InvalidValue e) {
      throw new IllegalArgumentException(e);
    }
  }

  public void leave() {
    send(new ClientFrame.Leave("l", room));
  }

  public void type() {
    session.join().tell(new UserSession.Request(new ClientFrame.Typing(null, room)));
  }

  /** Asks for the members whose nicknames follow that one; null asks for the first. */
  public void askMembers(String id, @Nullable String after) {
    send(new ClientFrame.Members(id, room, after));
  }

  private void send(ClientFrame.InRoom frame) {
    outlet.request();
    session.join().tell(new UserSession.Request(frame));
  }

  /** The connection is gone without a word. */
  public void vanish() {
    session.join().tell(new UserSession.ConnectionEnded(true));
  }

  /** Everything up to now, once that is in it. */
  public String hears(String wanted) {
    if (heard().contains(wanted)) {
      return heard.toString();
    }
    Awaitility.await(wanted).atMost(PATIENCE).until(() -> heard().contains(wanted));
    return heard();
  }

  /** Everything up to now. */
  public String heard() {
    for (ByteString next = outlet.take(1); next != null; next = outlet.take(1)) {
      heard.append(next.utf8String());
    }
    return heard.toString();
  }

  public void forget() {
    heard();
    heard.setLength(0);
  }
}
