package parlor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/**
 * Looks for bytes that the codec does not read and does not refuse either. Fuzzed for half a minute
 * in {@code make test}; otherwise what was found before is tried.
 */
class FrameFuzzTest {
  private final ClientFrameCodec codec = new ClientFrameCodec(TestFrames.LIMITS);

  @FuzzTest(maxDuration = "30s")
  void aFrameIsReadOrRefused(byte[] line) throws IOException {
    ClientFrame frame;
    try {
      frame = codec.decode(line, 0, line.length);
    } catch (RefusedFrame refused) {
      assertThat(refused.error()).isNotNull();
      return;
    }
    byte[] again = ClientFrameCodec.encode(frame);
    ClientFrame reread;
    try {
      reread = codec.decode(again, 0, again.length - 1);
    } catch (RefusedFrame refused) {
      throw new AssertionError("What was read is refused when it is written", refused);
    }
    assertThat(reread).isEqualTo(frame);
  }
}
