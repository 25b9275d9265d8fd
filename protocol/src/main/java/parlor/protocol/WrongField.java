package parlor.protocol;

/** A key that is missing or has a value of another shape than expected; the message names it. */
final class WrongField extends Exception {
  WrongField(Key key, String complaint) {
    super("The key \"" + key.wire() + "\" " + complaint + ".", null, false, false);
  }
}
