package parlor.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Somebody who says one thing after the other in many rooms, and notes how long each was silent.
 */
final class Probe implements AutoCloseable {
  private final TestClient client;
  private final List<String> rooms;
  private final Map<String, Long> lastAnswer = new ConcurrentHashMap<>();
  private final Map<String, Long> longestSilence = new ConcurrentHashMap<>();
  private final Map<String, String> asked = new HashMap<>();
  private final AtomicLong said = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Thread listener;
  private volatile boolean closing;

  /** Begins to talk in so many rooms through the door at that port. */
  Probe(int port, String nickname, int count) {
    client = TestClient.as(port, nickname);
    rooms = IntStream.range(0, count).mapToObj(room -> "room-" + room).toList();
    rooms.forEach(client::join);
    rooms.forEach(this::say);
    listener = Thread.ofPlatform().name(nickname).start(this::listen);
  }

  private void say(String room) {
    String id = nextId(room);
    client.send("{'type':'say','id':'%s','room':'%s','text':'%s'}".formatted(id, room, id));
  }

  private String nextId(String room) {
    String id = room + "-" + said.incrementAndGet();
    asked.put(id, room);
    return id;
  }

  private void listen() {
    try {
      while (!closing) {
        hear(client.next());
      }
    } catch (AssertionError | UncheckedIOException e) {
      if (!closing) {
        throw e;
      }
    }
  }

  private void hear(JsonNode frame) {
    String room = asked.remove(frame.path("re").asText());
    if (room == null) {
      return;
    }
    if (frame.path("type").asText().equals("said")) {
      long now = System.nanoTime();
      Long last = lastAnswer.put(room, now);
      if (last != null) {
        longestSilence.merge(room, now - last, Long::max);
      }
    } else {
      refused.incrementAndGet();
    }
    say(room);
  }

  /** Whether every room has answered since that moment of {@link System#nanoTime}. */
  boolean haveAllAnsweredSince(long moment) {
    return lastAnswer.size() == rooms.size()
        && lastAnswer.values().stream().allMatch(last -> last - moment > 0);
  }

  void forgetSilences() {
    longestSilence.clear();
  }

  /** Each room's longest time between two answers, in milliseconds. */
  List<Long> silencesMs() {
    return longestSilence.values().stream().map(nanos -> nanos / 1_000_000).toList();
  }

  long refused() {
    return refused.get();
  }

  long said() {
    return said.get();
  }

  @Override
  public void close() {
    closing = true;
    client.close();
    try {
      listener.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
