package parlor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Many clients on one thread, that of the caller: they connect, join, talk and listen while one of
 * the methods runs that take a time. What they get is in the {@link #account() books}.
 */
final class Crowd implements AutoCloseable {
  /** Connections that are being set up at the same time. */
  private static final int SETTING_UP = 2000;

  private static final int READ_BYTES = 2 * 1024 * 1024;
  private static final int WRITE_BYTES = 256 * 1024;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int TOLD_TROUBLES = 5;

  private final Target target;
  private final Shape shape;
  private final String name;
  private final Selector selector;
  private final LineScanner scanner;
  private final Account account;
  private final Guest[] guests;
  private final SayTemplate[] templates;
  private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
  private final ByteBuffer out = ByteBuffer.allocate(WRITE_BYTES);
  private int begun;
  private int present;
  private int ended;
  private int troubles;
  private long now;
  private int turns;

  /**
   * Nobody has come yet.
   *
   * @param name begins the names of its rooms and people; lower-case letters
   */
  Crowd(Target target, Shape shape, String name) throws IOException {
    this.target = target;
    this.shape = shape;
    this.name = name;
    this.selector = Selector.open();
    this.scanner = new LineScanner(shape.size());
    this.account = new Account(shape);
    this.guests = new Guest[shape.clients()];
    this.templates = new SayTemplate[shape.rooms()];
    for (int room = 0; room < templates.length; room++) {
      templates[room] = new SayTemplate(room(room), shape.size());
    }
  }

  /** Everybody connects, logs in and joins. */
  void join(Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (present < guests.length) {
      if (troubles > 0 || System.nanoTime() > end) {
        throw new IOException("Only " + present + " of " + guests.length + " have joined");
      }
      while (begun < guests.length && begun - present < SETTING_UP) {
        guests[begun] = new Guest(this, begun);
        Connection.begin(target, selector, scanner, guests[begun]);
        begun++;
      }
      turn(System.nanoTime() + TURN_NANOS);
    }
  }

  /** Listens until everybody was told of everybody who came later, or the limit is over. */
  void hearArrivals(Duration limit) throws IOException {
    listenUntil(account::arrivalsComplete, limit);
  }

  /** The senders talk. In an open loop a message that is late counts from when it was due. */
  void talk(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    long start = System.nanoTime();
    long due = 0;
    while (System.nanoTime() < end) {
      long next = end;
      if (!shape.isOpenLoop()) {
        fillWindows();
      } else {
        next = start + (long) (due * 1e9 / shape.rate());
        if (next <= System.nanoTime()) {
          sayOne(next);
          due++;
        }
      }
      turn(Math.min(end, next));
    }
  }

  /** Nobody talks; what is on its way still comes. */
  void listen(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      turn(end);
    }
  }

  /**
   * Listens until everything that was said has come, or the limit is over, and a moment longer for
   * what should not come.
   */
  void settle(Duration limit) throws IOException {
    listenUntil(account::isSettled, limit);
    listen(Duration.ofMillis(200));
  }

  /** Everybody leaves; the server has closed all connections then. */
  void leave(Duration limit) throws IOException {
    for (Guest guest : guests) {
      guest.leave();
    }
    listenUntil(() -> ended == guests.length, limit);
    if (ended < guests.length) {
      throw new IOException("Only " + ended + " of " + guests.length + " could leave");
    }
  }

  Shape shape() {
    return shape;
  }

  Account account() {
    return account;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  /** When what is being handled has come. */
  long now() {
    return now;
  }

  String room(int room) {
    return name + "." + room;
  }

  String nickname(int client) {
    return name + "-" + client;
  }

  /** One more is in all of its rooms. */
  void isIn() {
    present++;
  }

  /**
   * A connection has ended.
   *
   * @param why null if it was to end
   */
  void ended(int client, @Nullable String why) {
    ended++;
    if (why != null) {
      account.disconnect();
      tell(client, why);
    }
  }

  void refused(int client, String why) {
    account.refusal();
    tell(client, why);
  }

  private void tell(int client, String trouble) {
    if (troubles++ < TOLD_TROUBLES) {
      System.err.println(nickname(client) + ": " + trouble);
    }
  }

  private void listenUntil(BooleanSupplier reached, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!reached.getAsBoolean() && System.nanoTime() < end) {
      turn(end);
    }
  }

  /** Waits at most until then for something to happen, and handles all that has. */
  private void turn(long until) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    if (millis > 0) {
      selector.select(this::ready, millis);
    } else {
      // A selector knows no shorter times, and to wait too long would be charged to the server.
      selector.selectNow(this::ready);
    }
  }

  private void ready(SelectionKey key) {
    now = System.nanoTime();
    ((Connection) key.attachment()).ready(in);
  }

  /** Open loop: the senders take turns. */
  private void sayOne(long due) {
    int sender = turns++ % shape.allSenders();
    Connection connection = guests[shape.clientOfSender(sender)].connection();
    if (connection != null) {
      connection.send(ByteBuffer.wrap(frame(sender, due)));
    }
  }

  /** Closed loop: fills the window of everybody who has room in it. */
  private void fillWindows() {
    for (int sender = account.takeReady(); sender >= 0; sender = account.takeReady()) {
      Connection connection = guests[shape.clientOfSender(sender)].connection();
      if (connection != null) {
        fillWindow(sender, connection);
      }
    }
  }

  private void fillWindow(int sender, Connection connection) {
    out.clear();
    while (account.hasRoom(sender)) {
      byte[] frame = frame(sender, System.nanoTime());
      if (out.remaining() < frame.length) {
        connection.send(out.flip());
        out.clear();
      }
      out.put(frame);
    }
    connection.send(out.flip());
  }

  private byte[] frame(int sender, long at) {
    return templates[shape.roomOfSender(sender)].stamped(sender, account.say(sender, at));
  }
}
