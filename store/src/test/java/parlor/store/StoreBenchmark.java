package parlor.store;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.history.MessageSearch;
import parlor.people.PersonId;
import parlor.protocol.Kind;

/**
 * Measures, and judges nothing: what a stored message costs, and how long a search takes. Run by
 * {@code make bench-store}; {@code -Dbenchmark.messages=N} for another number than a million.
 */
class StoreBenchmark {
  private static final int MESSAGES = Integer.getInteger("benchmark.messages", 1_000_000);
  private static final int ROOMS = 20;
  private static final int BATCH = 500;
  private static final int ROUNDS = 21;
  private static final int LEDGERS = 10;
  private static final int SENT = 12_000;
  private static final String CHINESE =
      "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严";

  @TempDir Path folder;

  @Test
  void embedded() {
    measure("sqlite", null);
  }

  @Test
  void postgres() {
    measure("postgresql", TestStores.newPostgresDatabase());
  }

  private void measure(String name, @Nullable String url) {
    try (Store store = TestStores.open(folder, url)) {
      for (int group : new int[] {1, 16, 64}) {
        append(store, "warm-up-" + group, group, 20_000);
        long before = cpuNanos();
        long began = System.nanoTime();
        append(store, "measured-" + group, group, 20_000);
        System.out.printf(
            "%s: groups of %d: %.1f µs of CPU a message (this process), %.0f messages/s%n",
            name,
            group,
            (cpuNanos() - before) / 1e3 / 20_000,
            20_000 / ((System.nanoTime() - began) / 1e9));
      }
      startLedgers(name, store);
      fill(store);
      awaitIndexed(store);
      search(name, store);
    }
  }

  private static void append(Store store, String room, int group, int messages) {
    long term = done(store.messageLog().open(room)).term();
    for (int seq = 1; seq <= messages; seq += group) {
      List<Entry> entries = new ArrayList<>(group);
      for (int i = seq; i < seq + group && i <= messages; i++) {
        entries.add(entry(i, "x".repeat(100)));
      }
      done(store.messageLog().append(room, term, entries));
    }
  }

  /** What ten ledgers read that start at once: the ids of the last quarter of an hour. */
  private static void startLedgers(String name, Store store) {
    List<String> rooms = IntStream.range(0, LEDGERS).mapToObj(room -> "busy-" + room).toList();
    for (String room : rooms) {
      append(store, room, 64, SENT);
    }
    long[] micros = new long[ROUNDS];
    long before = cpuNanos();
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      rooms.stream()
          .map(room -> store.messageLog().sentSince(room, 0))
          .toList()
          .forEach(StoreBenchmark::done);
      micros[round] = (System.nanoTime() - began) / 1_000;
    }
    Arrays.sort(micros);
    System.out.printf(
        "%s: ids of %d messages in each of %d rooms at once: median %.0f ms, %.0f ms of CPU (this process)%n",
        name, SENT, LEDGERS, micros[ROUNDS / 2] / 1e3, (cpuNanos() - before) / 1e6 / ROUNDS);
  }

  private static void fill(Store store) {
    Random random = new Random(1);
    long began = System.nanoTime();
    for (int room = 0; room < ROOMS; room++) {
      MessageLog log = store.messageLog();
      long term = done(log.open("room-" + room)).term();
      for (int seq = 1; seq <= MESSAGES / ROOMS; seq += BATCH) {
        List<Entry> entries = new ArrayList<>(BATCH);
        for (int i = seq; i < seq + BATCH && i <= MESSAGES / ROOMS; i++) {
          entries.add(entry(i, random.nextBoolean() ? chinese(random) : english(random)));
        }
        done(log.append("room-" + room, term, entries));
      }
    }
    System.out.printf("%d messages in %d s%n", MESSAGES, seconds(began));
  }

  private static Entry entry(long seq, String text) {
    return new Entry.Message(
        seq, seq, new PersonId("p"), "ada", Kind.USER, text, null, "id-" + seq);
  }

  /** The first characters are much more common than the last, as in a language. */
  private static String chinese(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 5 + random.nextInt(25); i > 0; i--) {
      text.append(CHINESE.charAt(skewed(random, CHINESE.length())));
    }
    return text.toString();
  }

  private static String english(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 3 + random.nextInt(15); i > 0; i--) {
      text.append("word").append(skewed(random, 20_000)).append(' ');
    }
    return text.toString();
  }

  private static int skewed(Random random, int bound) {
    return (int) (bound * Math.pow(random.nextDouble(), 3));
  }

  private static void awaitIndexed(Store store) {
    long began = System.nanoTime();
    while (behind(store) > 0) {
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    System.out.printf("indexed %d s later%n", seconds(began));
  }

  private static int behind(Store store) {
    return done(
        store
            .writer()
            .submit(
                handle ->
                    handle
                        .createQuery("SELECT count(*) FROM room WHERE indexed_seq < seq")
                        .mapTo(Integer.class)
                        .one()));
  }

  private static void search(String name, Store store) {
    List<String> all = IntStream.range(0, ROOMS).mapToObj(room -> "room-" + room).toList();
    for (String query :
        List.of(
            "的",
            "严",
            "上海",
            "的一",
            "价严",
            "一是在不了",
            "word0",
            "word19999",
            "word0 word1 word2",
            "word0 的",
            "nothing")) {
      time(name, store, all, query);
    }
    time(name, store, List.of("room-7"), "上海");
  }

  private static void time(String name, Store store, List<String> rooms, String text) {
    long[] micros = new long[ROUNDS];
    int hits = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      hits =
          done(store.messageSearch().search(new MessageSearch.Query(rooms, text, null, null, 50)))
              .hits()
              .size();
      micros[round] = (System.nanoTime() - began) / 1_000;
    }
    Arrays.sort(micros);
    System.out.printf(
        "%s: search %s in %d rooms: %d hits, median %.1f ms, worst %.1f ms%n",
        name, text, rooms.size(), hits, micros[ROUNDS / 2] / 1e3, micros[ROUNDS - 1] / 1e3);
  }

  private static long seconds(long began) {
    return (System.nanoTime() - began) / 1_000_000_000;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(5, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new AssertionError(e.getMessage(), e.getCause());
    }
  }
}
