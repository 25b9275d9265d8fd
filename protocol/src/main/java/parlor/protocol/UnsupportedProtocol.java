package parlor.protocol;

/** A {@code hello} in another version of the protocol than ours. */
final class UnsupportedProtocol extends Exception {
  UnsupportedProtocol(int ours) {
    super("This server speaks protocol " + ours + " only.", null, false, false);
  }
}
