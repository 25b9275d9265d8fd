package parlor.protocol;

/** What somebody said, exactly as sent: never trimmed, never cut. */
public record MessageText(String value) {

  /**
   * Checks a text without changing it.
   *
   * @throws InvalidValue {@code message-blank} (nothing to be seen), {@code message-too-long} or
   *     {@code malformed} (U+0000 or half a surrogate pair)
   */
  public static MessageText parse(String sent, int maxCodePoints) throws InvalidValue {
    if (!Text.isStorable(sent)) {
      throw new InvalidValue(
          ErrorCode.MALFORMED, "characters", "text has U+0000 or half a surrogate pair");
    }
    if (Text.isBlank(sent)) {
      throw new InvalidValue(ErrorCode.MESSAGE_BLANK, "blank", ErrorCode.MESSAGE_BLANK.meaning());
    }
    if (sent.length() > maxCodePoints && Text.codePoints(sent) > maxCodePoints) {
      throw new InvalidValue(
          ErrorCode.MESSAGE_TOO_LONG,
          "too-long",
          "The message is longer than " + maxCodePoints + " characters");
    }
    return new MessageText(sent);
  }
}
