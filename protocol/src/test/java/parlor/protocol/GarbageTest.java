package parlor.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whatever arrives is a frame or is refused in the one way that is foreseen. */
class GarbageTest {
  private static final int ROUNDS = 100_000;
  private static final String JSON = "{}[]:,\"\\u0aé \n\u0000-.e1ntruefalsull";

  private final Generator generator = new Generator();
  private final TestFrames frames = new TestFrames(generator);
  private final ClientFrameCodec codec = new ClientFrameCodec(TestFrames.LIMITS);

  @Test
  void randomBytesAreRefused() {
    generator.check(ROUNDS, () -> decodeBoth(generator.bytes(40)));
  }

  @Test
  void randomPiecesOfJsonAreRefusedOrRead() {
    generator.check(
        ROUNDS,
        () -> {
          StringBuilder json = new StringBuilder("{");
          for (int left = generator.below(30); left > 0; left--) {
            json.append(JSON.charAt(generator.below(JSON.length())));
          }
          decodeBoth(json.toString().getBytes(UTF_8));
        });
  }

  @Test
  void damagedFramesAreRefusedOrRead() {
    generator.check(
        ROUNDS,
        () -> {
          byte[] line =
              generator.flip()
                  ? ClientFrameCodec.encode(frames.clientFrame())
                  : ServerFrameCodec.encode(frames.serverFrame());
          for (int damages = generator.below(4); damages >= 0; damages--) {
            line = damaged(line);
          }
          decodeBoth(line);
        });
  }

  private byte[] damaged(byte[] line) {
    if (line.length == 0) {
      return line;
    }
    int at = generator.below(line.length);
    switch (generator.below(4)) {
      case 0 -> line[at] = (byte) generator.below(256);
      case 1 -> line[at] = (byte) JSON.charAt(generator.below(JSON.length()));
      case 2 -> System.arraycopy(line, at, line, generator.below(at + 1), line.length - at);
      default -> {
        return Arrays.copyOf(line, at);
      }
    }
    return line;
  }

  private void decodeBoth(byte[] line) {
    try {
      ClientFrame frame = codec.decode(line, 0, line.length);
      byte[] again = ClientFrameCodec.encode(frame);
      assertThat(codec.decode(again, 0, again.length - 1)).isEqualTo(frame);
    } catch (RefusedFrame e) {
      assertThat(ErrorCode.ofWire(e.error().code())).isPresent();
      assertThat(ServerFrameCodec.encode(e.error())).isNotEmpty();
    }
    try {
      assertThat(ServerFrameCodec.decode(line, 0, line.length)).isNotNull();
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }
}
