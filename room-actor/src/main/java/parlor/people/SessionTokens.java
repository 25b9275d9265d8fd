package parlor.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes tokens of 256 random bits, in URL-safe Base64 without padding: 43 characters. */
public final class SessionTokens {
  private static final int BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private SessionTokens() {}

  static String next() {
    byte[] token = new byte[BYTES];
    RANDOM.nextBytes(token);
    return base64(token);
  }

  /** What is stored of a token: its SHA-256, which is enough for something so random. */
  public static String hash(String token) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
