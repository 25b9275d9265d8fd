package parlor.gateway.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parlor.protocol.ClientFrameCodec;
import parlor.protocol.Limits;

class InboxTest {
  private static final int FRAME_BYTES = 1024;
  private static final ClientFrameCodec CODEC =
      new ClientFrameCodec(new Limits(FRAME_BYTES, 500, 32, 64, 50, 0, 50, 0, 0, 6, 200));

  private final Inbox inbox = new Inbox(CODEC, FRAME_BYTES);

  @Test
  void framesAreReadOneAtATimeAndTakeNoMoreThanTheirBytesUntilThen() {
    byte[] tiny = "{\"type\":\"ping\"}\n".repeat(4000).getBytes(UTF_8);
    inbox.add(tiny);

    assertThat(inbox.heldBytes()).isEqualTo(tiny.length);
    assertThat(inbox.hasRoom()).isFalse();
    for (int i = 0; i < 4000; i++) {
      assertThat(inbox.isEmpty()).isFalse();
      assertThat(inbox.poll()).isInstanceOf(Inbox.Item.Obey.class);
    }
    assertThat(inbox.poll()).isNull();
    assertThat(inbox.isEmpty()).isTrue();
    assertThat(inbox.heldBytes()).isZero();
  }

  /** However the bytes are cut, the same frames come out. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whereTheBytesWereCutDoesNotMatter(long seed) {
    Random random = new Random(seed);
    StringBuilder sent = new StringBuilder();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String id = "f" + i + "x".repeat(random.nextInt(50));
      ids.add(id);
      sent.append("\n\r\n".repeat(random.nextInt(2)))
          .append("{\"type\":\"ping\",\"id\":\"")
          .append(id)
          .append("\"}")
          .append(random.nextBoolean() ? "\n" : "\r\n");
    }
    byte[] bytes = sent.toString().getBytes(UTF_8);
    List<String> read = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int to = Math.min(bytes.length, at + 1 + random.nextInt(200));
      inbox.add(Arrays.copyOfRange(bytes, at, to));
      at = to;
      while (random.nextBoolean() && inbox.poll() instanceof Inbox.Item.Obey obey) {
        read.add(obey.frame().id());
      }
    }
    while (inbox.poll() instanceof Inbox.Item.Obey obey) {
      read.add(obey.frame().id());
    }

    assertThat(read).isEqualTo(ids);
    assertThat(inbox.isHalf()).isFalse();
  }

  @Test
  void theBeginningOfAFrameWaits() {
    inbox.add("\n{\"type\":".getBytes(UTF_8));
    assertThat(inbox.poll()).isNull();
    assertThat(inbox.isEmpty()).isTrue();
    assertThat(inbox.isHalf()).isTrue();
    assertThat(inbox.hasRoom()).isTrue();
    inbox.add("\"ping\"}\n".getBytes(UTF_8));
    assertThat(inbox.isHalf()).isFalse();
    assertThat(inbox.poll()).isInstanceOf(Inbox.Item.Obey.class);
  }

  @Test
  void aFrameOfTheGreatestLengthIsReadAndOneByteMoreIsNot() {
    String longest = "{\"type\":\"ping\"" + " ".repeat(FRAME_BYTES - 15) + "}";
    assertThat(longest).hasSize(FRAME_BYTES);
    inbox.add(longest.getBytes(UTF_8));
    assertThat(inbox.isEmpty()).isTrue();
    inbox.add("\r".getBytes(UTF_8));
    assertThat(inbox.isEmpty()).isTrue();
    inbox.add("\n".getBytes(UTF_8));
    assertThat(inbox.poll()).isInstanceOf(Inbox.Item.Obey.class);
    inbox.add((" " + longest + "\n{\"type\":\"ping\"}\n").getBytes(UTF_8));
    assertTooLong();
  }

  @Test
  void aFrameThatIsTooLongIsRefusedBeforeItsEndAndWhatFollowsIsDropped() {
    inbox.add("{\"type\":\"ping\"}\n".getBytes(UTF_8));
    inbox.add("x".repeat(FRAME_BYTES + 1).getBytes(UTF_8));
    assertThat(inbox.poll()).isInstanceOf(Inbox.Item.Obey.class);
    assertTooLong();
  }

  private void assertTooLong() {
    assertThat(inbox.isEmpty()).isFalse();
    assertThat(inbox.poll())
        .isInstanceOfSatisfying(
            Inbox.Item.Refuse.class,
            refused -> assertThat(refused.refused().error().code()).isEqualTo("frame-too-long"));
    inbox.add("{\"type\":\"ping\"}\n".getBytes(UTF_8));
    assertThat(inbox.poll()).isNull();
    assertThat(inbox.heldBytes()).isZero();
  }
}
