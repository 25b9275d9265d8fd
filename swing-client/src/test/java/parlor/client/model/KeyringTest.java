package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parlor.protocol.KeyFingerprint;

class KeyringTest {
  private final FakeKeys kept = new FakeKeys();
  private final Keyring keys = new Keyring(kept);
  private final ServerAddress a = new ServerAddress("a", 1, true);
  private final ServerAddress b = new ServerAddress("b", 1, true);
  private final ServerAddress c = new ServerAddress("c", 1, true);
  private final KeyFingerprint clusters = new KeyFingerprint("ab".repeat(32));
  private final KeyFingerprint strange = new KeyFingerprint("cd".repeat(32));

  @Test
  void aKeyThatNobodyKnowsIsAPersonsToDecideAndThenKnown() {
    assertThat(keys.judge(a, clusters)).contains(new KeyDoubt(a, clusters, null, false));

    keys.trust(a, clusters);

    assertThat(keys.judge(a, clusters)).isEmpty();
    assertThat(keys.judge(a, strange))
        .contains(new KeyDoubt(a, strange, new ServerKeys.ByKey(clusters), false));
  }

  @Test
  void theKeyOfWhoNamedAnAddressIsTrustedThereAndKept() {
    connectToA();
    keys.named(List.of(b), a);

    assertThat(keys.judge(b, clusters)).isEmpty();
    assertThat(kept.known).containsEntry(b, new ServerKeys.ByKey(clusters));
    assertThat(keys.judge(c, clusters))
        .hasValueSatisfying(doubt -> assertThat(doubt.named()).isFalse());
  }

  @Test
  void whoWasNamedMayNameOthers() {
    connectToA();
    keys.named(List.of(b), a);
    keys.judge(b, clusters);
    keys.named(List.of(c), b);

    assertThat(keys.judge(c, clusters)).isEmpty();
  }

  @Test
  void anotherKeyAtANamedAddressIsAskedAboutAsOnFirstUse() {
    connectToA();
    keys.named(List.of(b), a);

    assertThat(keys.judge(b, strange)).contains(new KeyDoubt(b, strange, null, true));
    assertThat(kept.known).doesNotContainKey(b);
  }

  @Test
  void namingOverridesNothingThatAPersonHasCompared() {
    connectToA();
    keys.trust(b, strange);
    keys.named(List.of(b), a);

    assertThat(keys.judge(b, clusters))
        .contains(new KeyDoubt(b, clusters, new ServerKeys.ByKey(strange), false));
    assertThat(keys.judge(b, strange)).isEmpty();
  }

  @Test
  void whoIsKnownByAnAuthorityNamesByTheKeyItShowed() {
    keys.authorized(a, clusters);
    keys.named(List.of(b), a);

    assertThat(keys.judge(b, clusters)).isEmpty();
    assertThat(keys.judge(b, strange)).isPresent();
  }

  @Test
  void whoseKeyWasNeverShownNamesNobody() {
    keys.named(List.of(b), a);

    assertThat(keys.judge(b, clusters)).isPresent();
  }

  private void connectToA() {
    keys.trust(a, clusters);
    assertThat(keys.judge(a, clusters)).isEmpty();
  }
}
