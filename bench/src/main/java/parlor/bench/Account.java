package parlor.bench;

/**
 * Keeps the books of one crowd: what was said, who has got it, and what went wrong. For one thread.
 */
final class Account {
  private final Shape shape;
  private final Flights[] flights;
  private final int[] ready;
  private final boolean[] isReady;
  private final Latency latency = new Latency();
  private int readyCount;
  private boolean measuring;

  private long said;
  private long answered;
  private long expected;
  private long delivered;
  private long doubled;
  private long outOfOrder;
  private long seqHoles;
  private long damaged;
  private long measuredSaid;
  private long measuredDeliveries;
  private long expectedArrivals;
  private long arrivals;
  private long wrongArrivals;
  private long refused;
  private long disconnected;

  Account(Shape shape) {
    this.shape = shape;
    int senders = shape.allSenders();
    this.flights = new Flights[senders];
    this.ready = new int[senders];
    this.isReady = new boolean[senders];
    for (int sender = 0; sender < senders; sender++) {
      flights[sender] = new Flights();
      makeReady(sender);
    }
  }

  /** Notes that a sender says the next message, and returns its number. */
  int say(int sender, long at) {
    said++;
    expected += shape.members();
    if (measuring) {
      measuredSaid++;
    }
    return flights[sender].say(at, shape.members());
  }

  void answer() {
    answered++;
  }

  /** Notes that a client has got a message. */
  void message(Receiver receiver, long seq, int sender, int number, boolean intact, long now) {
    if (!intact || !receiver.hears(sender) || !flights[sender].wasSaid(number)) {
      damaged++;
      return;
    }
    Receiver.Order order = receiver.message(sender, number);
    if (order == Receiver.Order.AGAIN) {
      doubled++;
      return;
    }
    long leftOut = receiver.seq(shape.roomOfSender(sender), seq);
    seqHoles += leftOut < 0 ? -1 : leftOut;
    if (leftOut < 0 || order == Receiver.Order.LATE) {
      outOfOrder++;
    }
    delivered++;
    if (measuring) {
      measuredDeliveries++;
      latency.record(now - flights[sender].saidAt(number));
    }
    if (flights[sender].arrived(number)) {
      makeReady(sender);
    }
  }

  /** A client has come into a room where so many are then: it will be told of the others. */
  void joined(int memberCount) {
    expectedArrivals += shape.members() - memberCount;
  }

  /** Notes that a client was told that somebody came. */
  void arrival(Receiver receiver, int room, int client) {
    if (receiver.arrival(room, client)) {
      arrivals++;
    } else {
      wrongArrivals++;
    }
  }

  /** A request was refused. */
  void refusal() {
    refused++;
  }

  /** A connection has ended without being asked to. */
  void disconnect() {
    disconnected++;
  }

  /** Whether a sender may say one more. */
  boolean hasRoom(int sender) {
    return flights[sender].open() < shape.window();
  }

  /** A sender who may have room in its window, or below 0; each is named once. */
  int takeReady() {
    if (readyCount == 0) {
      return -1;
    }
    int sender = ready[--readyCount];
    isReady[sender] = false;
    return sender;
  }

  /** A sender who has to be asked again. */
  void makeReady(int sender) {
    if (!isReady[sender]) {
      isReady[sender] = true;
      ready[readyCount++] = sender;
    }
  }

  /** From now on deliveries are counted and timed; what was before is not. */
  void beginMeasuring() {
    measuring = true;
    measuredSaid = 0;
    measuredDeliveries = 0;
    latency.reset();
  }

  void endMeasuring() {
    measuring = false;
  }

  /** Whether everything that was said has come to everybody and was answered. */
  boolean isSettled() {
    return delivered >= expected && answered >= said;
  }

  /** Whether everybody was told of everybody who came later. */
  boolean arrivalsComplete() {
    return arrivals >= expectedArrivals;
  }

  Latency latency() {
    return latency;
  }

  long measuredSaid() {
    return measuredSaid;
  }

  long measuredDeliveries() {
    return measuredDeliveries;
  }

  Faults faults() {
    return new Faults(
        expected - delivered + expectedArrivals - arrivals,
        doubled + wrongArrivals,
        outOfOrder,
        seqHoles,
        damaged,
        said - answered,
        refused,
        disconnected);
  }

  /**
   * What must not be. All are 0 if the server keeps its word.
   *
   * @param lost deliveries and notices that did not come
   * @param doubled those that came again, or that nobody expected
   * @param outOfOrder deliveries that came behind a newer one of the room or of the sender
   * @param seqHoles numbers that were left out among the {@code seq} of the deliveries
   * @param damaged deliveries with another text, or in another room, than was sent
   * @param unanswered messages without their {@code said}; below 0 if there were too many
   * @param refused requests that got an {@code error}
   * @param disconnected connections that ended by themselves
   */
  record Faults(
      long lost,
      long doubled,
      long outOfOrder,
      long seqHoles,
      long damaged,
      long unanswered,
      long refused,
      long disconnected) {
    static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0);
  }
}
