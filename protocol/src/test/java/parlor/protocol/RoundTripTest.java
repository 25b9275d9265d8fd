package parlor.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final int ROUNDS = 20_000;

  private final Generator generator = new Generator();
  private final TestFrames frames = new TestFrames(generator);
  private final ClientFrameCodec codec = new ClientFrameCodec(TestFrames.LIMITS);

  @Test
  void whatAClientWritesIsReadAsTheSame() {
    generator.check(
        ROUNDS,
        () -> {
          ClientFrame frame = frames.clientFrame();
          byte[] line = ClientFrameCodec.encode(frame);
          assertIsOneLine(line);
          assertThat(codec.decode(line, 0, line.length - 1)).isEqualTo(frame);
        });
  }

  @Test
  void whatTheServerWritesIsReadAsTheSame() {
    generator.check(
        ROUNDS,
        () -> {
          ServerFrame frame = frames.serverFrame();
          byte[] line = ServerFrameCodec.encode(frame);
          assertIsOneLine(line);
          assertThat(ServerFrameCodec.decode(line, 0, line.length - 1)).contains(frame);
        });
  }

  @Test
  void messagesEncodedBeforeMakeTheSameFrames() {
    generator.check(
        2_000,
        () -> {
          List<ServerFrame.Entry> messages = frames.list(frames::entry);
          List<byte[]> encoded = messages.stream().map(this::encodedMessage).toList();
          ServerFrame.Joined joined = frames.joined("r", messages);
          ServerFrame.History history = frames.history("r", messages);
          assertThat(inOne(joined, encoded)).isEqualTo(ServerFrameCodec.encode(joined));
          assertThat(ServerFrameCodec.encodeHistory(history, encoded))
              .isEqualTo(ServerFrameCodec.encode(history));
        });
  }

  private static byte[] inOne(ServerFrame.Joined head, List<byte[]> messages) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    ServerFrameCodec.encodeJoined(
            head,
            ServerFrameCodec.encodeMembers(head.members()),
            ServerFrameCodec.encodeMessages(messages))
        .forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  /** With its line end or without. */
  private byte[] encodedMessage(ServerFrame.Entry message) {
    byte[] line = ServerFrameCodec.encode(message);
    return generator.flip() ? line : new String(line, UTF_8).strip().getBytes(UTF_8);
  }

  private static void assertIsOneLine(byte[] line) {
    assertThat(new String(line, UTF_8)).startsWith("{\"type\":\"").endsWith("}\n");
    assertThat(new String(line, UTF_8).lines()).hasSize(1);
  }
}
