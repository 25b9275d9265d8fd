package parlor.store;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Makes names for lives of a room's log: 64 random bits. */
final class Epochs {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Epochs() {}

  static String next() {
    return new BigInteger(64, RANDOM).toString(Character.MAX_RADIX);
  }
}
