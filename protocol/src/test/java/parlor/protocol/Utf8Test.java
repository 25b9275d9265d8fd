package parlor.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // a continuation alone
        "C0 80", // overlong
        "C1 BF",
        "E0 80 80",
        "E0 9F BF",
        "F0 80 80 80",
        "F0 8F BF BF",
        "ED A0 80", // surrogates
        "ED BF BF",
        "F4 90 80 80", // beyond U+10FFFF
        "F5 80 80 80",
        "FF",
        "C3", // cut off
        "E4 BD",
        "F0 9F 98",
        "C3 28",
        "E4 28 A0",
        "E4 BD 28",
        "F0 9F 98 28",
      })
  void refusesWhatIsNoUtf8(String hex) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
    assertThat(Utf8.isValid(bytes, 0, bytes.length)).isFalse();
  }

  @Test
  void judgesAsTheJdkDoes() {
    Generator generator = new Generator();
    generator.check(
        100_000,
        () -> {
          byte[] bytes =
              generator.flip() ? generator.bytes(6) : generator.string(20).getBytes(UTF_8);
          if (bytes.length > 0 && generator.below(3) == 0) {
            bytes[generator.below(bytes.length)] = (byte) generator.below(256);
          }
          int offset = generator.below(bytes.length + 1);
          int length = generator.below(bytes.length - offset + 1);
          assertThat(Utf8.isValid(bytes, offset, length))
              .as(HexFormat.of().formatHex(bytes, offset, offset + length))
              .isEqualTo(jdkDecodes(bytes, offset, length));
        });
  }

  private static boolean jdkDecodes(byte[] bytes, int offset, int length) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
