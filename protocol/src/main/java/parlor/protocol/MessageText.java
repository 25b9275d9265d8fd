package parlor.protocol;

/** What somebody said, exactly as sent: never trimmed, never cut. */
@SuppressWarnings("DoNotCallSuggester")
public record MessageText(String value) {

  /**
   * Checks a text without changing it.
   *
   * @throws InvalidValue {@code message-blank} (only Unicode white space), {@code message-too-long}
   *     or {@code malformed} (U+0000 or half a surrogate pair)
   */
  public static MessageText parse(String sent, int maxCodePoints) throws InvalidValue {
    throw new UnsupportedOperationException();
  }
}
