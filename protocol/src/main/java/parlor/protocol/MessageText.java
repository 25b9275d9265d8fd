package parlor.protocol;

/** What somebody said, exactly as sent: never trimmed, never cut. */
public record MessageText(String value) {
  /** Stands where only attachments are sent. */
  public static final MessageText NONE = new MessageText("");

  /**
   * Checks a text without changing it.
   *
   * @throws InvalidValue {@code malformed} (U+0000 or half a surrogate pair), {@code message-blank}
   *     (nothing in it can be seen) or {@code message-too-long}
   */
  public static MessageText parse(String sent, int maxCodePoints) throws InvalidValue {
    if (Characters.isUnstorable(sent)) {
      throw new InvalidValue(
          ErrorCode.MALFORMED,
          "characters",
          "The text has U+0000 or half a surrogate pair in it, which cannot be kept.");
    }
    if (isBlank(sent)) {
      throw new InvalidValue(
          ErrorCode.MESSAGE_BLANK, "blank", "There is nothing to be seen in the text.");
    }
    if (sent.length() > maxCodePoints && Characters.count(sent) > maxCodePoints) {
      throw new InvalidValue(
          ErrorCode.MESSAGE_TOO_LONG,
          "too-long",
          "The text has more than " + maxCodePoints + " characters.");
    }
    return new MessageText(sent);
  }

  private static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (!Characters.isWhiteSpace(codePoint) && !Characters.isInvisible(codePoint)) {
        return false;
      }
      i += Character.charCount(codePoint);
    }
    return true;
  }
}
