package parlor.gateway.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.InvalidValue;
import parlor.protocol.MessageText;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/**
 * A client as it should be: comes back whenever it is lost, to another address if there is one,
 * resumes, asks for what it missed, and says again, by the same id, what was not acknowledged. What
 * is refused as unavailable it asks again a little later, and goes on with the rest meanwhile.
 */
final class ChaosClient implements Runnable {
  private static final int WINDOW = 2;
  private static final int PAUSE_MS = 80;
  private static final long LOGIN_MS = 8_000;
  private static final long AGAIN_MS = 300;
  private static final long PING_MS = 500;

  /** Without a sign of life for so long, the server counts as gone. */
  private static final long DEAD_MS = 4_000;

  /** Every request is answered long before. */
  private static final long ANSWERED_MS = 20_000;

  private static final String PRIVATELY = "@";

  /** What is on its way: said in a room, or told to somebody. */
  private record Unacknowledged(
      String id, @Nullable String room, @Nullable String to, String text) {
    String where() {
      return room == null ? PRIVATELY : room;
    }
  }

  private final List<Integer> ports;
  private final Testimony testimony;
  private final List<String> rooms;
  private final List<String> friends;
  private final Random random;
  private final Consumer<String> onAcknowledged;
  private final Map<String, Unacknowledged> unacknowledged = new LinkedHashMap<>();
  private final AtomicInteger said = new AtomicInteger();
  private final AtomicInteger retried = new AtomicInteger();
  private final AtomicInteger logins = new AtomicInteger();
  private final int home;
  private int address;
  private @Nullable String session;
  private volatile boolean talking = true;
  private volatile boolean listening = true;
  private volatile boolean goingHome;

  /**
   * A client that has not begun.
   *
   * @param ports where the servers are
   * @param home which of them it prefers
   * @param rooms in which it talks
   * @param friends whom it tells something
   * @param onAcknowledged told the room each time something was acknowledged
   */
  ChaosClient(
      String nickname,
      List<Integer> ports,
      int home,
      List<String> rooms,
      List<String> friends,
      long seed,
      Consumer<String> onAcknowledged) {
    this.testimony = new Testimony(nickname);
    this.ports = ports;
    this.home = home;
    this.address = home;
    this.rooms = rooms;
    this.friends = friends;
    this.random = new Random(seed);
    this.onAcknowledged = onAcknowledged;
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

  /** Goes back to the server that it prefers. */
  void goHome() {
    goingHome = true;
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
        try (Wire wire = new Wire(ports.get(address % ports.size()))) {
          if (logIn(wire)) {
            new Visit(wire).converse();
            if (goingHome) {
              goingHome = false;
              address = home;
            }
          } else {
            address++;
          }
        } catch (IOException e) {
          address++;
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
    ServerFrame answer = wire.next(LOGIN_MS);
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

  /** One connection, from the welcome to its end. */
  private final class Visit {
    private record Later(long at, String id) {}

    private final Wire wire;
    private final Set<String> joined = new HashSet<>();

    /** Where a room stood when it was joined; what came before is asked for. */
    private final Map<String, Long> standing = new HashMap<>();

    private final Map<String, Long> unanswered = new HashMap<>();
    private final PriorityQueue<Later> again =
        new PriorityQueue<>(Comparator.comparingLong(Later::at));
    private long lastHeard = millis();
    private long lastPing = millis();
    private long nextSay = millis();

    Visit(Wire wire) {
      this.wire = wire;
    }

    void converse() throws IOException, InterruptedException, InvalidValue {
      ask("conversations");
      Set<String> known = new HashSet<>(rooms);
      known.addAll(testimony.rooms());
      for (String room : known) {
        ask("join " + room);
      }
      List<String> toSayAgain;
      synchronized (unacknowledged) {
        toSayAgain = List.copyOf(unacknowledged.keySet());
      }
      for (String id : toSayAgain) {
        again.add(new Later(millis(), id));
      }
      while (listening && !goingHome) {
        ServerFrame frame = wire.next(10);
        long now = millis();
        if (frame != null) {
          lastHeard = now;
          on(frame);
        } else {
          keepAlive(now);
        }
        while (!again.isEmpty() && again.peek().at <= now) {
          ask(again.poll().id);
        }
        if (talking && now >= nextSay) {
          nextSay = now + PAUSE_MS / 2 + random.nextInt(PAUSE_MS);
          saySomething();
        }
      }
    }

    private void keepAlive(long now) throws IOException {
      if (now - lastHeard > DEAD_MS) {
        throw new IOException("Nothing comes any more");
      }
      if (now - lastPing > PING_MS) {
        lastPing = now;
        wire.send(new ClientFrame.Ping(null));
        for (Map.Entry<String, Long> request : unanswered.entrySet()) {
          if (now - request.getValue() > ANSWERED_MS) {
            testimony.violated("got no answer to " + request.getKey());
            throw new IOException("An answer is missing");
          }
        }
      }
    }

    /** Asks for what the id says. */
    private void ask(String id) throws IOException, InvalidValue {
      unanswered.put(id, millis());
      int space = id.indexOf(' ');
      String room = id.substring(space + 1);
      switch (id.substring(0, Math.max(space, 0))) {
        case "join" -> {
          RoomName name = RoomName.parseAny(room, 64);
          String epoch = testimony.epochOf(room);
          wire.send(new ClientFrame.Join(id, name, testimony.last(room), epoch));
        }
        case "history" -> {
          RoomName name = RoomName.parseAny(room, 64);
          wire.send(new ClientFrame.History(id, name, null, testimony.last(room), null));
        }
        default -> {
          if (id.equals("conversations")) {
            wire.send(new ClientFrame.Conversations(id, null));
          } else {
            sayAgain(id);
          }
        }
      }
    }

    private void sayAgain(String id) throws IOException, InvalidValue {
      Unacknowledged what;
      synchronized (unacknowledged) {
        what = unacknowledged.get(id);
      }
      if (what == null) {
        unanswered.remove(id);
      } else if (what.room != null && !joined.contains(what.room)) {
        unanswered.remove(id);
        again.add(new Later(millis() + AGAIN_MS, id));
      } else {
        retried.incrementAndGet();
        send(what);
      }
    }

    private void on(ServerFrame frame) throws IOException, InvalidValue {
      if (frame instanceof ServerFrame.Answer answer && answer.re() != null) {
        unanswered.remove(answer.re());
      }
      switch (frame) {
        case ServerFrame.Message message -> testimony.live(message.room(), seen(message));
        case ServerFrame.Said acknowledged -> onSaid(acknowledged);
        case ServerFrame.Joined room -> onJoined(room);
        case ServerFrame.History page -> {
          page.messages().forEach(entry -> old(page.room(), entry));
          catchUp(page.room());
        }
        case ServerFrame.Conversations list -> {
          for (var conversation : list.conversations()) {
            if (conversation.with() != null && !testimony.rooms().contains(conversation.room())) {
              ask("join " + conversation.room());
            }
          }
        }
        case ServerFrame.Refusal refusal -> onRefused(refusal);
        default -> {}
      }
    }

    private void onJoined(ServerFrame.Joined room) throws IOException, InvalidValue {
      joined.add(room.room());
      testimony.epoch(room.room(), room.epoch());
      standing.put(room.room(), room.seq());
      room.messages().forEach(entry -> old(room.room(), entry));
      catchUp(room.room());
    }

    private void old(String room, ServerFrame entry) {
      testimony.old(room, seen((ServerFrame.Message) entry));
    }

    private void catchUp(String room) throws IOException, InvalidValue {
      if (testimony.last(room) < standing.getOrDefault(room, 0L)) {
        ask("history " + room);
      }
    }

    private void onSaid(ServerFrame.Said acknowledged) {
      String id = String.valueOf(acknowledged.re());
      Unacknowledged mine;
      synchronized (unacknowledged) {
        mine = unacknowledged.remove(id);
      }
      if (mine != null) {
        testimony.acknowledged(id, acknowledged.room(), mine.text, acknowledged.seq());
        onAcknowledged.accept(acknowledged.room());
      }
    }

    /** Whom one tells something may have been lost and not be back yet. */
    private void onRefused(ServerFrame.Refusal refusal) throws IOException {
      String re = refusal.re();
      boolean later =
          refusal.code().equals("unavailable") || refusal.code().equals("recipient-unknown");
      if (re == null || !later) {
        testimony.violated("was refused: " + refusal);
        throw new IOException("Refused");
      }
      again.add(new Later(millis() + AGAIN_MS, re));
    }

    private void saySomething() throws IOException, InvalidValue {
      List<String> where = new ArrayList<>(joined);
      where.removeIf(room -> !rooms.contains(room) || onTheirWay(room) >= WINDOW);
      boolean privately =
          !friends.isEmpty() && random.nextInt(4) == 0 && onTheirWay(PRIVATELY) < WINDOW;
      if (where.isEmpty() && !privately) {
        return;
      }
      String text = testimony.nickname() + " says " + said.incrementAndGet();
      Unacknowledged next =
          new Unacknowledged(
              UUID.randomUUID().toString(),
              privately ? null : where.get(random.nextInt(where.size())),
              privately ? friends.get(random.nextInt(friends.size())) : null,
              text);
      synchronized (unacknowledged) {
        unacknowledged.put(next.id, next);
      }
      unanswered.put(next.id, millis());
      send(next);
    }

    private void send(Unacknowledged what) throws IOException, InvalidValue {
      MessageText text = MessageText.parse(what.text, 5_000);
      wire.send(
          what.room == null
              ? new ClientFrame.Tell(
                  what.id, Nickname.parse(String.valueOf(what.to), 32), text, null, List.of())
              : new ClientFrame.Say(what.id, RoomName.parse(what.room, 64), text, null));
    }
  }

  private long onTheirWay(String where) {
    synchronized (unacknowledged) {
      return unacknowledged.values().stream().filter(each -> each.where().equals(where)).count();
    }
  }

  private static Testimony.Seen seen(ServerFrame.Message message) {
    return new Testimony.Seen(message.seq(), message.from(), message.text());
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }
}
