package parlor.history;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the newest entries of each room for as long as the process lives. */
public final class InMemoryMessageLog implements MessageLog, MessageSearch {
  private final ConcurrentHashMap<String, Log> logs = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final int entriesPerRoom;

  /**
   * An empty log.
   *
   * @param entriesPerRoom older ones are forgotten; at least 1
   */
  public InMemoryMessageLog(int entriesPerRoom) {
    if (entriesPerRoom < 1) {
      throw new IllegalArgumentException("entriesPerRoom must be at least 1");
    }
    this.entriesPerRoom = entriesPerRoom;
  }

  @Override
  public CompletionStage<Opened> open(String room) {
    return CompletableFuture.completedFuture(log(room).open());
  }

  @Override
  public CompletionStage<Void> append(String room, long term, List<Entry> entries) {
    return log(room).append(room, term, entries)
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(new FencedException(room, term));
  }

  @Override
  public CompletionStage<Long> firstSeq(String room) {
    return CompletableFuture.completedFuture(log(room).firstSeq());
  }

  @Override
  public CompletionStage<List<Entry>> newest(String room, int limit) {
    return before(room, Long.MAX_VALUE, limit);
  }

  @Override
  public CompletionStage<List<Entry>> before(String room, long before, int limit) {
    List<Entry> found = log(room).where(entry -> entry.seq() < before);
    return completed(found.subList(Math.max(0, found.size() - limit), found.size()));
  }

  @Override
  public CompletionStage<List<Entry>> after(String room, long after, int limit) {
    List<Entry> found = log(room).where(entry -> entry.seq() > after);
    return completed(found.subList(0, Math.min(found.size(), limit)));
  }

  @Override
  public CompletionStage<List<SentMessage>> sentSince(String room, long at) {
    List<SentMessage> found = new ArrayList<>();
    for (Entry entry : log(room).where(entry -> entry.at() >= at)) {
      SentMessage sent = entry instanceof Entry.Message message ? SentMessage.of(message) : null;
      if (sent != null) {
        found.add(sent);
      }
    }
    return CompletableFuture.completedFuture(found);
  }

  /** A place in the order in which results come. */
  private record Place(long at, String room, long seq) {
    static final Comparator<Place> NEWEST_FIRST =
        Comparator.comparingLong(Place::at)
            .thenComparing(Place::room)
            .thenComparingLong(Place::seq)
            .reversed();
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(.+)");

    static Place of(Hit hit) {
      return new Place(hit.message().at(), hit.room(), hit.message().seq());
    }

    static Place parse(String written) throws UnknownCursorException {
      Matcher parts = WRITTEN.matcher(written);
      if (!parts.matches()) {
        throw new UnknownCursorException();
      }
      return new Place(
          Long.parseLong(parts.group(1)), parts.group(3), Long.parseLong(parts.group(2)));
    }

    static String write(String room, Entry entry) {
      return entry.at() + "." + entry.seq() + "." + room;
    }
  }

  /** Looks at everything. */
  @Override
  public CompletionStage<Page> search(Query query) {
    Place after;
    try {
      after = query.next() == null ? null : Place.parse(query.next());
    } catch (UnknownCursorException e) {
      return CompletableFuture.failedFuture(e);
    }
    Words words = Words.of(query.text());
    List<Hit> hits = new ArrayList<>();
    for (String room : query.rooms()) {
      for (Entry entry : log(room).where(Entry.Message.class::isInstance)) {
        if (entry instanceof Entry.Message message && matches(query, words, message)) {
          hits.add(new Hit(room, message, Place.write(room, message)));
        }
      }
    }
    List<Hit> page =
        hits.stream()
            .filter(hit -> after == null || Place.NEWEST_FIRST.compare(Place.of(hit), after) > 0)
            .sorted(Comparator.comparing(Place::of, Place.NEWEST_FIRST))
            .limit(query.limit() + 1L)
            .toList();
    if (page.size() <= query.limit()) {
      return CompletableFuture.completedFuture(new Page(page, null));
    }
    List<Hit> fitting = page.subList(0, query.limit());
    return CompletableFuture.completedFuture(new Page(fitting, fitting.getLast().next()));
  }

  private static boolean matches(Query query, Words words, Entry.Message message) {
    return !words.isEmpty()
        && query.author().test(message)
        && words.areIn(Words.of(message.text()));
  }

  private static CompletionStage<List<Entry>> completed(List<Entry> entries) {
    return CompletableFuture.completedFuture(List.copyOf(entries));
  }

  private Log log(String room) {
    return logs.computeIfAbsent(
        room, name -> new Log(new BigInteger(64, random).toString(Character.MAX_RADIX)));
  }

  /** One room's log. */
  private final class Log {
    private final String epoch;
    private final List<Entry> entries = new ArrayList<>();
    private long term;
    private long lastSeq;
    private String topic = "";

    Log(String epoch) {
      this.epoch = epoch;
    }

    synchronized Opened open() {
      term++;
      return new Opened(term, epoch, firstSeq(), lastSeq, topic);
    }

    synchronized long firstSeq() {
      return entries.isEmpty() ? lastSeq + 1 : entries.getFirst().seq();
    }

    synchronized boolean append(String room, long writerTerm, List<Entry> added) {
      if (writerTerm != term) {
        return false;
      }
      for (Entry entry : added) {
        if (entry.seq() != lastSeq + 1) {
          throw new IllegalArgumentException(
              "Room %s has %d, got %d".formatted(room, lastSeq, entry.seq()));
        }
        lastSeq = entry.seq();
        entries.add(entry);
        switch (entry) {
          case Entry.Topic set -> topic = set.topic();
          case Entry.Removal removal -> remove(removal.target());
          case Entry.Message message -> {}
        }
      }
      // Forget in bulk, so that the list is not shifted at every append.
      if (entries.size() >= 2L * entriesPerRoom) {
        entries.subList(0, entries.size() - entriesPerRoom).clear();
      }
      return true;
    }

    private void remove(long target) {
      entries.replaceAll(
          entry ->
              entry instanceof Entry.Message message && message.seq() == target
                  ? message.withoutContent()
                  : entry);
    }

    synchronized List<Entry> where(Predicate<Entry> wanted) {
      List<Entry> found = new ArrayList<>();
      for (Entry entry : entries) {
        if (wanted.test(entry)) {
          found.add(entry);
        }
      }
      return found;
    }
  }
}
