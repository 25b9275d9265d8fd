package parlor.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What a server's key is known by: the SHA-256 of its SubjectPublicKeyInfo, as in RFC 7469. A
 * certificate that is renewed for the same key keeps it.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record KeyFingerprint(String hex) {
  private static final int WORDS = 5;
  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aiou";

  /** Checks the form; {@link #parse} is for what comes from outside. */
  public KeyFingerprint {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("Not 64 hexadecimal digits: " + hex);
    }
  }

  /** Of that key. */
  public static KeyFingerprint of(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return new KeyFingerprint(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Reads 64 hexadecimal digits, with or without colons; empty if it is something else. */
  public static Optional<KeyFingerprint> parse(String text) {
    String digits = text.strip().replace(":", "").toLowerCase(Locale.ROOT);
    return digits.matches("[0-9a-f]{64}")
        ? Optional.of(new KeyFingerprint(digits))
        : Optional.empty();
  }

  /** In pairs with colons, as other programs show fingerprints. */
  public String pairs() {
    StringJoiner pairs = new StringJoiner(":");
    for (int i = 0; i < hex.length(); i += 2) {
      pairs.add(hex.substring(i, i + 2));
    }
    return pairs.toString();
  }

  /**
   * Five words that two people can compare aloud, in any language: the first 80 bits as proquints
   * (D. S. Wilkerson, "A Proposal for Proquints", arXiv:0901.4016).
   */
  public String words() {
    byte[] digest = HexFormat.of().parseHex(hex);
    StringJoiner words = new StringJoiner(" ");
    for (int i = 0; i < 2 * WORDS; i += 2) {
      words.add(proquint(Byte.toUnsignedInt(digest[i]) << 8 | Byte.toUnsignedInt(digest[i + 1])));
    }
    return words.toString();
  }

  private static String proquint(int bits) {
    return ""
        + CONSONANTS.charAt(bits >> 12 & 15)
        + VOWELS.charAt(bits >> 10 & 3)
        + CONSONANTS.charAt(bits >> 6 & 15)
        + VOWELS.charAt(bits >> 4 & 3)
        + CONSONANTS.charAt(bits & 15);
  }
}
