package parlor.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Two people who go on talking, encrypted, whatever others do: one says something every 20 ms, the
 * other hears it. One message is on its way at a time, so a server that stops is seen at once.
 */
final class WellBehavedPair implements AutoCloseable {
  private static final long PAUSE_MS = 20;

  /** What became of what was said. */
  record Report(
      int said,
      int acknowledged,
      int heard,
      int refused,
      long p50Micros,
      long p99Micros,
      long max) {
    @Override
    public String toString() {
      return "%d said, %d acknowledged, %d heard, %d times told to try again, p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
          .formatted(
              said, acknowledged, heard, refused, p50Micros / 1e3, p99Micros / 1e3, max / 1e3);
    }
  }

  private final String room;
  private final TestClient speaker;
  private final TestClient listener;
  private final Map<String, Long> saidAt = new ConcurrentHashMap<>();
  private final Map<String, Long> heardAfter = new ConcurrentHashMap<>();
  private final Thread speaking;
  private final Thread hearing;
  private final Semaphore mayEnd = new Semaphore(0);
  private int acknowledged;
  private int refused;

  WellBehavedPair(int port, String names) {
    room = names;
    speaker = TestClient.encrypted(port);
    listener = TestClient.encrypted(port);
    speaker.hello(names + "-speaks");
    listener.hello(names + "-hears");
    speaker.join(names);
    listener.join(names);
    speaking = Thread.ofPlatform().name("speaks").start(this::speak);
    hearing = Thread.ofPlatform().name("hears").start(this::hear);
  }

  private void speak() {
    int count = 0;
    while (!Thread.currentThread().isInterrupted()) {
      String id = "m" + count++;
      saidAt.put(id, System.nanoTime());
      try {
        if (isSaid(id)) {
          acknowledged++;
        }
        if (mayEnd.tryAcquire(PAUSE_MS, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        break;
      }
    }
    speaker.send("{'type':'say','id':'end','room':'%s','text':'end'}".formatted(room));
  }

  /** What could not be said just now is said again when the server has told to. */
  private boolean isSaid(String id) throws InterruptedException {
    while (true) {
      speaker.send("{'type':'say','id':'%s','room':'%s','text':'%s'}".formatted(id, room, id));
      JsonNode answer = speaker.expectRe(id);
      if (!answer.path("code").asText().equals("unavailable")) {
        return answer.path("type").asText().equals("said");
      }
      refused++;
      TimeUnit.MILLISECONDS.sleep(answer.path("retryAfterMs").asLong());
    }
  }

  private void hear() {
    while (true) {
      JsonNode message = listener.expect("message");
      String text = message.path("text").asText();
      if (text.equals("end")) {
        return;
      }
      heardAfter.put(text, (System.nanoTime() - saidAt.get(text)) / 1000);
    }
  }

  /** Ends the conversation and says how it was. */
  Report finish() throws InterruptedException {
    mayEnd.release();
    speaking.join();
    hearing.join();
    long[] micros = heardAfter.values().stream().mapToLong(Long::longValue).sorted().toArray();
    return new Report(
        saidAt.size(),
        acknowledged,
        heardAfter.size(),
        refused,
        micros[micros.length / 2],
        micros[micros.length * 99 / 100],
        micros[micros.length - 1]);
  }

  @Override
  public void close() {
    speaker.close();
    listener.close();
  }
}
