package parlor.protocol;

/**
 * One line for people to read, kept exactly as sent: a room's topic, the reason of an act. It can
 * neither look like two lines nor turn around what stands beside it.
 *
 * @param value perhaps empty
 */
public record Line(String value) {

  /**
   * Checks a line without changing it.
   *
   * @throws InvalidValue {@code malformed} (a control, a line break, a bidirectional control,
   *     U+0000 or half a surrogate pair) or {@code message-too-long}
   */
  public static Line parse(String sent, int maxCodePoints) throws InvalidValue {
    if (Characters.isUnstorable(sent) || sent.codePoints().anyMatch(Line::breaksOut)) {
      throw new InvalidValue(
          ErrorCode.MALFORMED,
          "characters",
          "The line has a control, a line break or a change of direction in it.");
    }
    if (sent.length() > maxCodePoints && Characters.count(sent) > maxCodePoints) {
      throw new InvalidValue(
          ErrorCode.MESSAGE_TOO_LONG,
          "too-long",
          "The line has more than " + maxCodePoints + " characters.");
    }
    return new Line(sent);
  }

  private static boolean breaksOut(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.LINE_SEPARATOR
        || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR
        || Characters.isBidirectionalControl(codePoint);
  }
}
