package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parlor.history.Entry;
import parlor.history.MessageLog;

/**
 * Two ledgers of one room at once, as after a partition: two clusters that do not know each other
 * and one log. Who begins later is the writer; the other steps down when it is to write.
 */
public abstract class TwoWritersContract {
  private static final Pattern SEQ =
      Pattern.compile("\"type\":\"message\",\"room\":\"r\",\"seq\":(\\d+)");

  private MessageLog log;
  private RoomNode older;
  private RoomNode newer;

  /**
   * One new, empty log as two nodes have it.
   *
   * @param second the same object where no two processes can have it
   */
  public record Shared(MessageLog first, MessageLog second) {}

  protected abstract Shared open();

  /** After everything that uses them has ended. */
  protected abstract void closeLogs();

  @BeforeEach
  void startNodes() {
    Shared shared = open();
    log = shared.first;
    older = RoomNode.start(shared.first, null);
    newer = RoomNode.start(shared.second, null);
  }

  @AfterEach
  void stopNodes() {
    older.close();
    newer.close();
    closeLogs();
  }

  @Test
  void theOlderIsFencedStepsDownAndReadsAnew() {
    Guest ada = older.join("r", "ada");
    ada.hears("\"joined\"");
    say(ada, "a1");
    Guest bob = newer.join("r", "bob");
    bob.hears("\"joined\"");
    say(bob, "b1");
    say(bob, "b2");
    // Each of them makes the other one's ledger the older one, which then rests.
    say(ada, "a2");
    say(bob, "b3");

    List<Entry> stored = log.newest("r", 100).toCompletableFuture().join();
    assertThat(stored)
        .extracting(Entry::seq)
        .isEqualTo(LongStream.rangeClosed(1, 5).boxed().toList());
    ada.hears("a2");
    bob.hears("b3");
    for (Guest guest : List.of(ada, bob)) {
      assertThat(SEQ.matcher(guest.heard()).results().map(found -> found.group(1)))
          .as("each entry once, in order")
          .doesNotHaveDuplicates()
          .isSortedAccordingTo(
              (one, other) -> Long.compare(Long.parseLong(one), Long.parseLong(other)));
    }
  }

  @Test
  void soIsTheOlderOfAQuietRoom() {
    Guest ada = older.join("r", "ada");
    ada.hears("\"joined\"");
    newer.join("r", "bob").hears("\"joined\"");
    ada.say("first", "into the void");

    assertThat(ada.hears("\"re\":\"first\"")).contains("\"unavailable\"");
    assertThat(log.newest("r", 100).toCompletableFuture().join()).isEmpty();
    say(ada, "heard");
    assertThat(log.newest("r", 100).toCompletableFuture().join()).hasSize(1);
  }

  /** As a client does: with the same id, until it is stored. */
  private static void say(Guest guest, String text) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              int before = guest.heard().length();
              guest.say("id-" + text, text);
              String answers =
                  Awaitility.await()
                      .atMost(Duration.ofSeconds(60))
                      .until(
                          () -> guest.heard().substring(before),
                          heard -> heard.contains("\"re\":\"id-" + text + "\""));
              return answers.contains("\"type\":\"said\",\"re\":\"id-" + text + "\"");
            });
  }
}
