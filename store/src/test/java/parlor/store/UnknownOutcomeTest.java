package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.people.PersonId;
import parlor.protocol.Kind;

/** The connection breaks while a commit is on its way: then nobody knows what became of it. */
class UnknownOutcomeTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(CommitProxy.Cut.class)
  void theCallerIsToldAndFindsOutByOpeningTheLogAgain(CommitProxy.Cut cut) throws Exception {
    String url = TestStores.newPostgresDatabase();
    int port = URI.create(url.substring("jdbc:".length())).getPort();
    // Then a commit travels by its word, which the proxy can read.
    String worded = url + "&prepareThreshold=0";
    try (CommitProxy proxy = new CommitProxy(port);
        Store store = TestStores.open(directory, worded.replace(":" + port, ":" + proxy.port()))) {
      MessageLog log = store.messageLog();
      long term = StoreContract.done(log.open("lobby")).term();
      StoreContract.done(log.append("lobby", term, List.of(entry(1))));
      awaitIndexed(store);
      proxy.cutNextCommit(cut);
      assertThatThrownBy(
              () -> StoreContract.done(log.append("lobby", term, List.of(entry(2), entry(3)))))
          .isInstanceOf(AssertionError.class);

      // All of it is there or nothing is, and the log goes on behind it.
      MessageLog.Opened again = StoreContract.done(log.open("lobby"));
      assertThat(again.seq()).isEqualTo(cut == CommitProxy.Cut.BEFORE ? 1 : 3);
      assertThat(again.term()).isEqualTo(term + 1);
      StoreContract.done(log.append("lobby", again.term(), List.of(entry(again.seq() + 1))));
      assertThat(StoreContract.done(log.newest("lobby", 10))).hasSize((int) again.seq() + 1);
      assertThatThrownBy(
              () -> StoreContract.done(log.append("lobby", term, List.of(entry(again.seq() + 2)))))
          .hasCauseInstanceOf(MessageLog.FencedException.class);
    }
  }

  /** So that the next commit is the one that is meant. */
  private static void awaitIndexed(Store store) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                StoreContract.done(
                    store
                        .writer()
                        .submit(
                            handle ->
                                handle
                                        .createQuery("SELECT indexed_seq FROM room")
                                        .mapTo(Long.class)
                                        .one()
                                    == 1)));
  }

  private static Entry entry(long seq) {
    return new Entry.Message(seq, seq, new PersonId("p"), "ada", Kind.USER, "x", null, null);
  }
}
