package parlor.client.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings a lost connection back: decides at which of the server's doors, and when. Each round tries
 * all of them one after the other; the rounds come more and more slowly.
 */
final class Reconnector {

  /** What it decides on. */
  interface Way {
    void stand(Standing standing);

    /** Begins to connect there. */
    void connect(ServerAddress door);

    /** A person has to compare the key of a door that is new. */
    void ask(KeyDoubt doubt);
  }

  /** Who is sent away sooner than that is sent around in a circle, and waits. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final Timers timers;
  private final Way way;
  private final Doors doors;
  private final ReconnectDelay delay;

  /** Doors with a key that nobody has compared yet; they are not tried again. */
  private final Map<ServerAddress, KeyDoubt> doubted = new LinkedHashMap<>();

  private boolean asked;
  private boolean movesAway;
  private int tried;
  private long enteredAt;
  private Timers.@Nullable Timer retry;

  Reconnector(Timers timers, RandomGenerator random, Way way) {
    this.timers = timers;
    this.way = way;
    this.doors = new Doors(random);
    this.delay = new ReconnectDelay(random);
  }

  Doors doors() {
    return doors;
  }

  /** One is logged in there. */
  void entered(ServerAddress door) {
    doors.entered(door);
    enteredAt = timers.now();
    movesAway = false;
    forgetTries();
    cancel();
  }

  private void forgetTries() {
    doubted.clear();
    asked = false;
    tried = 0;
  }

  /** The connection that was there is gone. */
  void lost() {
    if (hasSettled()) {
      delay.reset();
    }
    doors.startAtHere();
    pause();
  }

  private boolean hasSettled() {
    return timers.now() - enteredAt >= SETTLED.toMillis();
  }

  /**
   * The server goes away.
   *
   * @param given where it sends one to; perhaps nowhere
   */
  void sentAway(List<ServerAddress> given) {
    doors.startAway(given);
    movesAway = true;
    if (hasSettled()) {
      delay.reset();
      next();
    } else {
      pause();
    }
  }

  /** The door that was tried does not open. */
  void failed() {
    next();
  }

  /** A key that nobody knows: a new door waits for the person while others are tried. */
  void doubted(KeyDoubt doubt) {
    if (doubt.isChange()) {
      cancel();
      doors.stop();
      way.stand(new Standing.Doubting());
      way.ask(doubt);
    } else {
      doubted.put(doubt.server(), doubt);
      next();
    }
  }

  /** The person wants to be back now. */
  void now() {
    if (!doors.hasNext()) {
      forgetTries();
      doors.startAtHere();
    }
    next();
  }

  /** The person has said that this door is the server's. */
  void goTo(ServerAddress door) {
    forgetTries();
    cancel();
    way.stand(new Standing.Reconnecting(door, movesAway));
    way.connect(door);
  }

  private void next() {
    cancel();
    ServerAddress door = doors.next().orElse(null);
    while (door != null && doubted.containsKey(door)) {
      door = doors.next().orElse(null);
    }
    if (door == null) {
      endRound();
    } else {
      way.stand(new Standing.Reconnecting(door, movesAway));
      way.connect(door);
    }
  }

  private void endRound() {
    movesAway = false;
    tried = doors.all().size();
    doors.startAnywhere();
    if (doubted.keySet().containsAll(doors.all())) {
      doors.stop();
      way.stand(new Standing.Doubting());
    } else {
      pause();
    }
    if (!asked && !doubted.isEmpty()) {
      asked = true;
      way.ask(doubted.values().iterator().next());
    }
  }

  private void pause() {
    cancel();
    Duration wait = delay.next();
    way.stand(new Standing.Waiting(timers.now() + wait.toMillis(), tried));
    retry = timers.start(wait, this::next);
  }

  void cancel() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }
}
