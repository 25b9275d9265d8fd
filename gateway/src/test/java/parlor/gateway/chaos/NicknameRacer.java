package parlor.gateway.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.InvalidValue;
import parlor.protocol.Nickname;
import parlor.protocol.ServerFrame;

/**
 * Somebody who wants one of a few nicknames that others want too, at any node; holds it a while;
 * says {@code bye}, drops the connection, or comes back in time elsewhere.
 */
final class NicknameRacer implements Runnable {
  private static final long ANSWER_MS = 8_000;
  private static final long DEAD_MS = 2_000;
  private static final long PING_MS = 100;
  private static final int LONGEST_HOLD_MS = 3_000;

  /** How a hold ended. */
  private record Ended(long lastSign, boolean inOrder) {}

  private final List<Integer> ports;
  private final List<String> nicknames;
  private final Duration resume;
  private final Claims claims;
  private final Random random;
  private volatile boolean racing = true;

  /** A racer that has not begun; {@code resume} is the servers' time to resume. */
  NicknameRacer(
      List<Integer> ports, List<String> nicknames, Duration resume, Claims claims, long seed) {
    this.ports = ports;
    this.nicknames = nicknames;
    this.resume = resume;
    this.claims = claims;
    this.random = new Random(seed);
  }

  void stop() {
    racing = false;
  }

  @Override
  public void run() {
    try {
      while (racing) {
        race(nicknames.get(random.nextInt(nicknames.size())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvalidValue e) {
      throw new IllegalStateException(e);
    }
  }

  /** Logs in by that nickname, and again after a loss, as long as it is certainly one's own. */
  private void race(String nickname) throws InterruptedException, InvalidValue {
    String session = null;
    long mineUntil = System.nanoTime();
    do {
      int port = ports.get(random.nextInt(ports.size()));
      try (Wire wire = new Wire(port)) {
        ServerFrame.Welcome welcome = logIn(wire, nickname, session);
        if (welcome != null) {
          if (session != null) {
            claims.resumed();
          }
          long from = System.nanoTime();
          session = welcome.session();
          Ended ended = hold(wire);
          mineUntil = ended.lastSign + (ended.inOrder ? 0 : resume.toNanos());
          claims.held(new Claims.Hold(nickname, session, port, from, mineUntil, ended.inOrder));
        }
      } catch (IOException e) {
        Thread.sleep(random.nextInt(200));
      }
    } while (racing && session != null && System.nanoTime() < mineUntil && random.nextInt(4) > 0);
  }

  private ServerFrame.@Nullable Welcome logIn(Wire wire, String nickname, @Nullable String session)
      throws IOException, InterruptedException, InvalidValue {
    wire.send(
        new ClientFrame.Hello(
            "hello", 1, "racer", Nickname.parse(nickname, 32), null, session, null));
    ServerFrame answer = wire.next(ANSWER_MS);
    if (answer instanceof ServerFrame.Welcome welcome) {
      return welcome;
    }
    claims.refused(answer instanceof ServerFrame.Refusal refusal ? refusal.code() : "nothing");
    Thread.sleep(random.nextInt(200));
    return null;
  }

  private Ended hold(Wire wire) throws InterruptedException {
    long lastSign = System.nanoTime();
    long end = lastSign + random.nextInt(LONGEST_HOLD_MS) * 1_000_000L;
    try {
      for (long ping = lastSign; System.nanoTime() < end; ping = System.nanoTime()) {
        wire.send(new ClientFrame.Ping(null));
        while (System.nanoTime() - ping < PING_MS * 1_000_000) {
          if (wire.next(PING_MS) != null) {
            lastSign = System.nanoTime();
          }
        }
        if (System.nanoTime() - lastSign > DEAD_MS * 1_000_000) {
          return new Ended(lastSign, false);
        }
      }
      if (random.nextInt(3) == 0) {
        return new Ended(lastSign, false);
      }
    } catch (IOException e) {
      return new Ended(lastSign, false);
    }
    sayBye(wire);
    return new Ended(lastSign, true);
  }

  /** From here on nothing is certain: perhaps it arrives, perhaps not. */
  private static void sayBye(Wire wire) throws InterruptedException {
    try {
      wire.send(new ClientFrame.Bye("bye"));
      while (wire.next(ANSWER_MS) != null) {
        // The server says bye and closes.
      }
    } catch (IOException e) {
      // It has closed.
    }
  }
}
