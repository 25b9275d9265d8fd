package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parlor.history.Entry;
import parlor.people.PersonId;
import parlor.protocol.Kind;

/** Both of those who keep the newest entries of a room. */
class NewestTest {
  private final Newest newest = new Newest(50, 0);
  private final Transcript transcript = new Transcript("lobby", 50);

  private void say(int messages, int length) {
    List<Entry> entries = new ArrayList<>();
    long seq = newest.lastSeq();
    for (int i = 0; i < messages; i++) {
      seq++;
      entries.add(
          new Entry.Message(
              seq,
              1,
              new PersonId("p"),
              "ada",
              Kind.USER,
              null,
              "\u4f60".repeat(length),
              null,
              List.of(),
              null,
              false));
    }
    newest.addAll(entries);
    var unused = transcript.add(entries);
  }

  @Test
  void ofShortMessagesThereAreAsManyAsMayBe() {
    say(60, 100);

    assertThat(newest.all()).hasSize(50);
    assertThat(transcript.entriesAfter(0)).hasSize(50);
    assertThat(newest.firstSeq()).isEqualTo(11);
  }

  @Test
  void ofLongOnesFewerAndTheNewestAlways() {
    say(60, 5_000);

    assertThat(newest.all()).hasSize(4);
    assertThat(transcript.entriesAfter(0)).hasSize(4);
    say(1, 30_000);
    assertThat(newest.all()).hasSize(1);
    assertThat(transcript.entriesAfter(0)).hasSize(1);
    assertThat(newest.lastSeq()).isEqualTo(61);
    say(60, 100);
    assertThat(newest.all()).hasSize(50);
    newest.forgetBelow(200);
    say(60, 100);
    assertThat(newest.all()).hasSize(50);
  }
}
