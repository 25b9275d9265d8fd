package parlor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Looks for nicknames whose preparation is not stable (RFC 8266, section 2.4) or breaks. */
class NicknameFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void aPreparedNicknameStaysAsItIs(byte[] utf8) {
    String typed = new String(utf8, StandardCharsets.UTF_8);
    Nickname prepared;
    try {
      prepared = Nickname.parse(typed, 32);
    } catch (InvalidValue refused) {
      assertThat(refused.code()).isNotNull();
      return;
    }
    try {
      assertThat(Nickname.parse(prepared.value(), 32)).isEqualTo(prepared);
    } catch (InvalidValue refused) {
      throw new AssertionError("What was prepared is refused", refused);
    }
  }
}
