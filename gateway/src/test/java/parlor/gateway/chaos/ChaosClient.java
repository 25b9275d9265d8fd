package parlor.gateway.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.InvalidValue;
import parlor.protocol.MessageText;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * A client as it should be: comes back whenever it is lost, resumes, asks for what it missed, and
 * says again, by the same id, what was not acknowledged.
 */
final class ChaosClient implements Runnable {
  private static final int WINDOW = 4;
  private static final long ANSWER_MS = 8_000;

  /** What is on its way: said in a room, or told to somebody. */
  private record Unacknowledged(
      String id, @Nullable String room, @Nullable String to, String text) {}

  private final int port;
  private final Testimony testimony;
  private final List<String> rooms;
  private final List<String> friends;
  private final Random random;
  private final Map<String, Unacknowledged> unacknowledged = new LinkedHashMap<>();
  private final AtomicInteger said = new AtomicInteger();
  private final AtomicInteger retried = new AtomicInteger();
  private final AtomicInteger logins = new AtomicInteger();
  private @Nullable String session;
  private volatile boolean talking = true;
  private volatile boolean listening = true;

  /**
   * A client that has not begun.
   *
   * @param rooms in which it talks
   * @param friends whom it tells something
   */
  ChaosClient(String nickname, int port, List<String> rooms, List<String> friends, long seed) {
    this.port = port;
    this.testimony = new Testimony(nickname);
    this.rooms = rooms;
    this.friends = friends;
    this.random = new Random(seed);
  }

  Testimony testimony() {
    return testimony;
  }

  int said() {
    return said.get();
  }

  int retried() {
    return retried.get();
  }

  int logins() {
    return logins.get();
  }

  /** Says nothing new from now on; what is on its way is brought to its end. */
  void fallSilent() {
    talking = false;
  }

  /** Whether everything it said was acknowledged. */
  boolean isSettled() {
    synchronized (unacknowledged) {
      return !talking && unacknowledged.isEmpty();
    }
  }

  void stop() {
    listening = false;
  }

  @Override
  public void run() {
    try {
      while (listening) {
        try (Wire wire = new Wire(port)) {
          if (logIn(wire)) {
            converse(wire);
          }
        } catch (IOException e) {
          Thread.sleep(20 + random.nextInt(80));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvalidValue e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean logIn(Wire wire) throws IOException, InterruptedException, InvalidValue {
    Nickname nickname = Nickname.parse(testimony.nickname(), 32);
    wire.send(new ClientFrame.Hello("hello", 1, "chaos", nickname, null, session, null));
    ServerFrame answer = answer(wire, "hello");
    if (answer instanceof ServerFrame.Welcome welcome) {
      session = welcome.session();
      logins.incrementAndGet();
      return true;
    }
    if (answer instanceof ServerFrame.Refusal refusal && !mayBe(refusal)) {
      testimony.violated("could not come back: " + refusal);
    }
    Thread.sleep(200);
    return false;
  }

  /** Before the first welcome arrived the name may be held by a login that was cut off. */
  private boolean mayBe(ServerFrame.Refusal refusal) {
    return refusal.code().equals("unavailable")
        || (session == null && refusal.code().equals("nickname-taken"));
  }

  private void converse(Wire wire) throws IOException, InterruptedException, InvalidValue {
    List<String> all = new ArrayList<>(rooms);
    all.addAll(conversations(wire));
    for (String known : testimony.rooms()) {
      if (!all.contains(known)) {
        all.add(known);
      }
    }
    for (String room : all) {
      join(wire, room);
    }
    List<Unacknowledged> again;
    synchronized (unacknowledged) {
      again = List.copyOf(unacknowledged.values());
    }
    for (Unacknowledged each : again) {
      retried.incrementAndGet();
      send(wire, each);
    }
    while (listening) {
      ServerFrame frame = wire.next(5 + random.nextInt(10));
      if (frame != null) {
        on(frame);
      } else if (talking && window() < WINDOW) {
        saySomething(wire);
      }
    }
  }

  private List<String> conversations(Wire wire) throws IOException, InterruptedException {
    wire.send(new ClientFrame.Conversations("conversations", null));
    List<String> found = new ArrayList<>();
    if (answer(wire, "conversations") instanceof ServerFrame.Conversations list) {
      list.conversations().stream()
          .filter(each -> each.with() != null)
          .forEach(each -> found.add(each.room()));
      return found;
    }
    throw new IOException("No conversations just now");
  }

  private void join(Wire wire, String room) throws IOException, InterruptedException, InvalidValue {
    RoomName name = RoomName.parseAny(room, 64);
    String epoch = testimony.epochOf(room);
    wire.send(new ClientFrame.Join("join", name, testimony.last(room), epoch));
    if (!(answer(wire, "join") instanceof ServerFrame.Joined joined)) {
      throw new IOException("Not joined just now");
    }
    testimony.epoch(room, joined.epoch());
    joined.messages().forEach(entry -> testimony.old(room, seen((ServerFrame.Message) entry)));
    while (testimony.last(room) < joined.seq()) {
      wire.send(new ClientFrame.History("history", name, null, testimony.last(room), null));
      if (!(answer(wire, "history") instanceof ServerFrame.History page)) {
        throw new IOException("No history just now");
      }
      page.messages().forEach(entry -> testimony.old(room, seen((ServerFrame.Message) entry)));
    }
  }

  /** What comes by itself while one waits counts too. */
  private ServerFrame answer(Wire wire, String id) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + ANSWER_MS * 1_000_000;
    while (System.nanoTime() < deadline) {
      ServerFrame frame = wire.next(100);
      if (frame instanceof ServerFrame.Answer answer && id.equals(answer.re())) {
        return frame;
      } else if (frame != null) {
        on(frame);
      }
    }
    throw new IOException("No answer to " + id);
  }

  private void on(ServerFrame frame) throws IOException {
    switch (frame) {
      case ServerFrame.Message message -> testimony.live(message.room(), seen(message));
      case ServerFrame.Said acknowledged -> onSaid(acknowledged);
      case ServerFrame.Refusal refusal -> {
        if (!isForNow(refusal)) {
          testimony.violated("was refused: " + refusal);
        }
        throw new IOException("Not now");
      }
      default -> {}
    }
  }

  /** A friend who was lost for longer than one may resume is unknown until logged in again. */
  private static boolean isForNow(ServerFrame.Refusal refusal) {
    return refusal.code().equals("unavailable") || refusal.code().equals("recipient-unknown");
  }

  private void onSaid(ServerFrame.Said acknowledged) {
    String id = String.valueOf(acknowledged.re());
    Unacknowledged mine;
    synchronized (unacknowledged) {
      mine = unacknowledged.remove(id);
    }
    if (mine != null) {
      testimony.acknowledged(id, acknowledged.room(), mine.text, acknowledged.seq());
    }
  }

  private static Testimony.Seen seen(ServerFrame.Message message) {
    return new Testimony.Seen(message.seq(), message.from(), message.text());
  }

  private int window() {
    synchronized (unacknowledged) {
      return unacknowledged.size();
    }
  }

  private void saySomething(Wire wire) throws IOException, InvalidValue {
    String text = testimony.nickname() + " says " + said.incrementAndGet();
    boolean privately = !friends.isEmpty() && random.nextInt(4) == 0;
    Unacknowledged next =
        new Unacknowledged(
            UUID.randomUUID().toString(),
            privately ? null : rooms.get(random.nextInt(rooms.size())),
            privately ? friends.get(random.nextInt(friends.size())) : null,
            text);
    synchronized (unacknowledged) {
      unacknowledged.put(next.id, next);
    }
    send(wire, next);
  }

  private static void send(Wire wire, Unacknowledged what) throws IOException, InvalidValue {
    MessageText text = MessageText.parse(what.text, 5_000);
    wire.send(
        what.room == null
            ? new ClientFrame.Tell(
                what.id, Nickname.parse(String.valueOf(what.to), 32), text, null, List.of())
            : new ClientFrame.Say(what.id, RoomName.parse(what.room, 64), text, null));
  }
}
