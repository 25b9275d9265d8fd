package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AskQueueTest {

  @Test
  void givesOneAtATimeOfEachRoomInOrder() {
    var queue = new AskQueue<String>(3, 10, 10);
    assertThat(queue.offer("a", "a1")).isTrue();
    assertThat(queue.offer("a", "a2")).isTrue();
    assertThat(queue.offer("b", "b1")).isTrue();

    assertThat(queue.next()).contains("a1");
    assertThat(queue.next()).contains("b1");
    assertThat(queue.next()).isEmpty();
    queue.done("a");
    assertThat(queue.next()).contains("a2");
  }

  @Test
  void countsWhatIsBeingAnsweredInTheRoomsBound() {
    var queue = new AskQueue<String>(2, 10, 10);
    queue.offer("a", "a1");
    queue.next();
    assertThat(queue.offer("a", "a2")).isTrue();
    assertThat(queue.offer("a", "a3")).isFalse();
    queue.done("a");
    assertThat(queue.offer("a", "a3")).isTrue();
    assertThat(queue.offer("a", "a4")).isFalse();
  }

  @Test
  void isBoundedInAll() {
    var queue = new AskQueue<String>(2, 3, 10);
    queue.offer("a", "a1");
    queue.offer("b", "b1");
    queue.offer("c", "c1");
    assertThat(queue.offer("d", "d1")).isFalse();
    queue.next();
    assertThat(queue.offer("d", "d1")).isFalse();
    queue.done("a");
    assertThat(queue.offer("d", "d1")).isTrue();
  }

  @Test
  void answersNoMoreAtATimeThanTold() {
    var queue = new AskQueue<String>(2, 10, 1);
    queue.offer("a", "a1");
    queue.offer("b", "b1");
    assertThat(queue.next()).contains("a1");
    assertThat(queue.next()).isEmpty();
    queue.done("a");
    assertThat(queue.next()).contains("b1");
  }

  @Test
  void letsABusyRoomNotKeepTheOthersWaiting() {
    var queue = new AskQueue<String>(10, 10, 1);
    queue.offer("a", "a1");
    queue.offer("a", "a2");
    queue.offer("b", "b1");
    assertThat(queue.next()).contains("a1");
    queue.done("a");
    assertThat(queue.next()).contains("b1");
    queue.done("b");
    assertThat(queue.next()).contains("a2");
  }

  @Test
  void isNotMistakenByARoomThatWasNotTaken() {
    var queue = new AskQueue<String>(1, 1, 1);
    queue.offer("a", "a1");
    queue.done("a");
    assertThat(queue.offer("b", "b1")).isFalse();
  }
}
