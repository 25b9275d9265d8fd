package parlor.people;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import parlor.protocol.RoomName;

/** Names of private conversations: opaque, and the same whichever of the two begins. */
public final class PrivateRooms {
  private static final int BITS = 128;

  private PrivateRooms() {}

  /** The conversation of two persons; who does not know both ids cannot guess it. */
  public static RoomName between(PersonId one, PersonId other) {
    boolean ordered = one.value().compareTo(other.value()) < 0;
    String both = ordered ? one.value() + " " + other.value() : other.value() + " " + one.value();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(both.getBytes(StandardCharsets.UTF_8));
      BigInteger number = new BigInteger(1, hash).shiftRight(8 * hash.length - BITS);
      return new RoomName("@" + number.toString(Character.MAX_RADIX));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
