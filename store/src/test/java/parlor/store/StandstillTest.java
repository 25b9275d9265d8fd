package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.people.PersonId;
import parlor.protocol.Kind;

/** A gateway that stops in the midst of a transaction, as one that is frozen does, and goes on. */
class StandstillTest {
  @TempDir Path folder;

  @Test
  void itHoldsUpNobodyAndFindsOutWhenItWakes() throws Exception {
    String url = TestStores.newPostgresDatabase();
    try (Store frozen = TestStores.open(Files.createDirectory(folder.resolve("frozen")), url);
        Store other = TestStores.open(Files.createDirectory(folder.resolve("other")), url)) {
      MessageLog before = frozen.messageLog();
      long term = StoreContract.done(before.open("lobby")).term();
      StoreContract.done(before.append("lobby", term, List.of(entry(1))));
      CountDownLatch holds = new CountDownLatch(1);
      CountDownLatch wakes = new CountDownLatch(1);
      CompletionStage<Integer> standing =
          frozen
              .writer()
              .submit(
                  handle -> {
                    int rooms = handle.execute("UPDATE room SET indexed_seq = indexed_seq");
                    holds.countDown();
                    awaitUninterrupted(wakes);
                    return rooms;
                  });
      holds.await();
      try {
        MessageLog log = other.messageLog();
        MessageLog.Opened opened = StoreContract.done(log.open("lobby"));
        assertThat(opened.term()).isGreaterThan(term);
        StoreContract.done(log.append("lobby", opened.term(), List.of(entry(2))));
      } finally {
        wakes.countDown();
      }

      assertThatThrownBy(() -> StoreContract.done(standing)).isInstanceOf(AssertionError.class);
      assertThatThrownBy(() -> StoreContract.done(before.append("lobby", term, List.of(entry(2)))))
          .hasCauseInstanceOf(MessageLog.FencedException.class);
      assertThat(StoreContract.done(before.newest("lobby", 10))).hasSize(2);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Entry entry(long seq) {
    return new Entry.Message(seq, seq, new PersonId("p"), "ada", Kind.USER, "x", null, null);
  }
}
