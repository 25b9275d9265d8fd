package parlor.people;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Makes tokens of 256 random bits, in URL-safe Base64 without padding: 43 characters. */
final class SessionTokens implements Supplier<String> {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    byte[] token = new byte[BYTES];
    random.nextBytes(token);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }
}
