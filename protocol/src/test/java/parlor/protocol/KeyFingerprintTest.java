package parlor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class KeyFingerprintTest {

  /** 127.0.0.1 and 63.84.220.193 are examples of the paper: lusab-babad and gutih-tugad. */
  @Test
  void wordsAreTheProquintsOfTheFirst80Bits() {
    var fingerprint = new KeyFingerprint("7f0000013f54dcc1ffff" + "0".repeat(44));

    assertThat(fingerprint.words()).isEqualTo("lusab babad gutih tugad zuzuz");
  }

  @Test
  void pairsAreReadBack() {
    var fingerprint = new KeyFingerprint("0123456789abcdef".repeat(4));

    assertThat(fingerprint.pairs()).startsWith("01:23:45:67:89:ab:cd:ef:01").hasSize(95);
    assertThat(KeyFingerprint.parse(fingerprint.pairs().toUpperCase(java.util.Locale.ROOT)))
        .contains(fingerprint);
    assertThat(KeyFingerprint.parse("01:23")).isEmpty();
    assertThatThrownBy(() -> new KeyFingerprint("x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itIsTheKeysOwn() throws Exception {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    var one = keys.generateKeyPair().getPublic();

    assertThat(KeyFingerprint.of(one)).isEqualTo(KeyFingerprint.of(one));
    assertThat(KeyFingerprint.of(one))
        .isNotEqualTo(KeyFingerprint.of(keys.generateKeyPair().getPublic()));
  }
}
