package parlor.bench;

import java.util.BitSet;

/** What one client has got so far: of each sender in its rooms, and of those who came. */
final class Receiver {
  private static final int REMEMBERED = Long.SIZE;

  private final int client;
  private final int group;
  private final int senders;
  private final int firstSender;
  private final int firstRoom;
  private final int members;
  private final int[] newest;
  private final long[] seen;
  private final long[] newestSeq;
  private final BitSet arrivals;

  /** How a message stands to those that came before it. */
  enum Order {
    NEXT,
    LATE,
    AGAIN
  }

  Receiver(Shape shape, int client) {
    this.client = client;
    this.group = shape.groupOfClient(client);
    this.firstRoom = shape.firstRoomOfGroup(group);
    this.members = shape.members();
    this.senders = shape.roomsPerClient() * shape.senders();
    this.firstSender = firstRoom * shape.senders();
    this.newest = new int[senders];
    this.seen = new long[senders];
    this.newestSeq = new long[shape.roomsPerClient()];
    this.arrivals = new BitSet(shape.roomsPerClient() * members);
  }

  /** Whether that sender talks in one of this client's rooms. */
  boolean hears(int sender) {
    return sender >= firstSender && sender < firstSender + senders;
  }

  /**
   * Notes a message of a sender that this client hears. What is older than the 64 newest counts as
   * having come before.
   */
  Order message(int sender, int number) {
    int i = sender - firstSender;
    int ahead = number + 1 - newest[i];
    if (ahead > 0) {
      seen[i] = ahead < REMEMBERED ? seen[i] << ahead | 1 : 1;
      newest[i] = number + 1;
      return Order.NEXT;
    }
    long bit = -ahead < REMEMBERED ? 1L << -ahead : 0;
    if (bit == 0 || (seen[i] & bit) != 0) {
      return Order.AGAIN;
    }
    seen[i] |= bit;
    return Order.LATE;
  }

  /**
   * Notes the server's number of a message, which begins at 1 in each room.
   *
   * @return how many were left out before it, or below 0 if it is not the newest
   */
  long seq(int room, long seq) {
    int place = room - firstRoom;
    long ahead = seq - newestSeq[place];
    if (ahead > 0) {
      newestSeq[place] = seq;
    }
    return ahead - 1;
  }

  /** Notes that somebody came; false if that was told before, or nobody of that name can come. */
  boolean arrival(int room, int other) {
    int place = room - firstRoom;
    int slot = other - group * members;
    if (place < 0 || place >= newestSeq.length || slot < 0 || slot >= members || other == client) {
      return false;
    }
    boolean known = arrivals.get(place * members + slot);
    arrivals.set(place * members + slot);
    return !known;
  }
}
