package parlor.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parlor.people.PersonId;
import parlor.protocol.Attachment;
import parlor.protocol.Kind;

/** What every {@link MessageLog} promises; one subclass per implementation. */
public abstract class MessageLogContract {
  private static final String ROOM = "大厅";

  private MessageLog log;

  /** An empty log that keeps at least 100 entries of each room. */
  protected abstract MessageLog emptyLog();

  @BeforeEach
  void createLog() {
    log = emptyLog();
  }

  @Test
  void aNewLogIsEmptyAndHasAnEpoch() {
    MessageLog.Opened opened = done(log.open(ROOM));

    assertThat(opened.seq()).isZero();
    assertThat(opened.firstSeq()).isEqualTo(1);
    assertThat(opened.epoch()).isNotBlank();
    assertThat(done(log.newest(ROOM, 10))).isEmpty();
  }

  @Test
  void whatWasAppendedIsReadBackAsItWas() {
    var message =
        new Entry.Message(1, 5, new PersonId("p"), "émile", Kind.USER, " 两行\n文字 ", null, "id-1");
    var answer =
        new Entry.Message(2, 6, PersonId.ROBOT, "robot", Kind.ROBOT, "\uD83D\uDE00", 1L, null);
    var picture =
        new Entry.Message(
            3,
            6,
            new PersonId("p"),
            "émile",
            Kind.USER,
            "zoë",
            "",
            null,
            List.of(
                new Attachment("f1", "猫.png", "image/png", 10_000_000_000L, 40, 30),
                new Attachment("f2", "notes \"1\".txt", "text/plain", 0, null, null)),
            "id-2",
            false);
    append(done(log.open(ROOM)).term(), List.of(message, answer, picture));

    assertThat(done(log.newest(ROOM, 10))).containsExactly(message, answer, picture);
  }

  @Test
  void anAppendOfAnEndedTermIsRefusedEvenInAQuietRoom() {
    long ended = done(log.open(ROOM)).term();
    long current = done(log.open(ROOM)).term();

    assertThat(current).isGreaterThan(ended);
    assertThatThrownBy(() -> append(ended, entries(1, 1)))
        .hasCauseInstanceOf(MessageLog.FencedException.class);
    assertThat(done(log.newest(ROOM, 10))).isEmpty();
    append(current, entries(1, 1));
    assertThat(done(log.newest(ROOM, 10))).hasSize(1);
  }

  @Test
  void aRoomThatIsFencedHarmsNoOtherThatIsStoredWithIt() {
    long ended = done(log.open(ROOM)).term();
    done(log.open(ROOM));
    long lobby = done(log.open("lobby")).term();
    List<CompletionStage<Void>> together = new ArrayList<>();
    for (int seq = 1; seq <= 50; seq++) {
      together.add(log.append("lobby", lobby, entries(seq, seq)));
      together.add(log.append(ROOM, ended, entries(seq, seq)));
    }

    for (int i = 0; i < together.size(); i += 2) {
      done(together.get(i));
      CompletionStage<Void> fenced = together.get(i + 1);
      assertThatThrownBy(() -> done(fenced)).hasCauseInstanceOf(MessageLog.FencedException.class);
    }
    assertThat(done(log.newest("lobby", 100))).hasSize(50);
    assertThat(done(log.newest(ROOM, 100))).isEmpty();
  }

  @Test
  void theNextTermFindsWhereTheLogStands() {
    MessageLog.Opened first = done(log.open(ROOM));
    append(first.term(), entries(1, 3));

    MessageLog.Opened second = done(log.open(ROOM));

    assertThat(second.seq()).isEqualTo(3);
    assertThat(second.firstSeq()).isEqualTo(1);
    assertThat(second.epoch()).isEqualTo(first.epoch());
  }

  @Test
  void pagesRunBothWays() {
    append(done(log.open(ROOM)).term(), entries(1, 20));

    assertThat(seqs(log.newest(ROOM, 3))).containsExactly(18L, 19L, 20L);
    assertThat(seqs(log.before(ROOM, 5, 3))).containsExactly(2L, 3L, 4L);
    assertThat(seqs(log.before(ROOM, 1, 3))).isEmpty();
    assertThat(seqs(log.after(ROOM, 5, 3))).containsExactly(6L, 7L, 8L);
    assertThat(seqs(log.after(ROOM, 0, 2))).containsExactly(1L, 2L);
    assertThat(seqs(log.after(ROOM, 20, 3))).isEmpty();
  }

  @Test
  void entriesAreFoundByTime() {
    append(done(log.open(ROOM)).term(), entries(1, 10));

    Entry.Message sent =
        new Entry.Message(11, 11, new PersonId("p"), "ada", Kind.USER, "x", null, "id");
    Entry.Message removed =
        new Entry.Message(12, 12, new PersonId("p"), "ada", Kind.USER, "y", null, "other");
    append(
        done(log.open(ROOM)).term(),
        List.of(sent, removed, new Entry.Removal(13, 13, new PersonId("p"), "ada", 12)));
    assertThat(done(log.sentSince(ROOM, 8)))
        .containsExactly(
            SentMessage.of(sent), new SentMessage(new PersonId("p"), "other", 12, 12, null));
    assertThat(done(log.sentSince(ROOM, 12))).hasSize(1);
  }

  @Test
  void roomsHaveLogsOfTheirOwn() {
    append(done(log.open(ROOM)).term(), entries(1, 2));

    assertThat(done(log.open("lobby")).seq()).isZero();
    assertThat(done(log.open("lobby")).epoch()).isNotEqualTo(done(log.open(ROOM)).epoch());
    assertThat(done(log.newest("lobby", 10))).isEmpty();
  }

  @Test
  void aTopicIsTheRoomsFromThenOn() {
    long term = done(log.open(ROOM)).term();
    PersonId ada = new PersonId("p");
    append(
        term,
        List.of(
            new Entry.Topic(1, 5, ada, "ada", "first"), new Entry.Topic(2, 6, ada, "ada", "上海")));

    assertThat(done(log.open(ROOM)).topic()).isEqualTo("上海");
    assertThat(done(log.newest(ROOM, 1))).containsExactly(new Entry.Topic(2, 6, ada, "ada", "上海"));
    assertThat(done(log.open("lobby")).topic()).isEmpty();
  }

  @Test
  void aRemovalTakesTheContentOfItsTargetAndLeavesItsPlace() {
    long term = done(log.open(ROOM)).term();
    append(term, entries(1, 3));
    Entry.Removal removal = new Entry.Removal(4, 9, new PersonId("q"), "eve", 2);
    append(term, List.of(removal));

    List<Entry> entries = done(log.newest(ROOM, 10));
    assertThat(entries).hasSize(4);
    assertThat(entries.get(1))
        .isEqualTo(((Entry.Message) entries(2, 2).getFirst()).withoutContent());
    assertThat(entries.get(0)).isEqualTo(entries(1, 1).getFirst());
    assertThat(entries.get(3)).isEqualTo(removal);
  }

  @Test
  void aRemovalMayComeTogetherWithItsTarget() {
    long term = done(log.open(ROOM)).term();
    List<Entry> both = new ArrayList<>(entries(1, 1));
    both.add(new Entry.Removal(2, 9, new PersonId("q"), "eve", 1));
    append(term, both);

    assertThat(((Entry.Message) done(log.newest(ROOM, 2)).getFirst()).removed()).isTrue();
  }

  private void append(long term, List<Entry> entries) {
    done(log.append(ROOM, term, entries));
  }

  /** Entries with these numbers, each said at the time of its number. */
  protected static List<Entry> entries(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .<Entry>mapToObj(
            seq ->
                new Entry.Message(
                    seq, seq, new PersonId("p"), "ada", Kind.USER, "text " + seq, null, null))
        .toList();
  }

  private static List<Long> seqs(CompletionStage<List<Entry>> found) {
    return done(found).stream().mapToLong(Entry::seq).boxed().toList();
  }

  protected static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e.getMessage(), e.getCause());
    }
  }
}
