package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();

  @Test
  void theRoomThatHasWaitedLongestComesFirst() {
    backlog.grown("a", 1);
    backlog.grown("b", 1);
    backlog.grown("a", 1);
    assertThat(backlog.round()).toIterable().containsExactly("a", "b");
  }

  @Test
  void aRoomThatGrowsAfterItWasTakenIsForTheNextRound() {
    backlog.grown("a", 1);
    backlog.grown("b", 1);
    Iterator<String> round = backlog.round();
    assertThat(round.next()).isEqualTo("a");
    backlog.grown("a", 1);
    assertThat(round).toIterable().containsExactly("b");
    assertThat(backlog.round()).toIterable().containsExactly("a");
  }

  @Test
  void aRoomThatIsNotComeToKeepsItsTurn() {
    backlog.grown("a", 1);
    backlog.grown("b", 1);
    backlog.grown("c", 1);
    backlog.round().next();
    backlog.grown("a", 1);
    assertThat(backlog.round()).toIterable().containsExactly("b", "c", "a");
  }

  @Test
  void whatWasStoredMeanwhileIsCountedOnce() {
    backlog.grown("a", 2);
    backlog.grown("b", 3);
    assertThat(backlog.storedMeanwhile()).isEqualTo(5);
    assertThat(backlog.storedMeanwhile()).isZero();
  }

  @Test
  void atTheEndNobodyWaits() throws InterruptedException {
    backlog.grown("a", 1);
    assertThat(backlog.await()).isTrue();
    backlog.close();
    assertThat(backlog.await()).isFalse();
  }
}
