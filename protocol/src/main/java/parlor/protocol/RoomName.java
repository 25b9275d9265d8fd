package parlor.protocol;

/**
 * A room's name in prepared form (NFKC, case-folded): letters, marks and digits of any script,
 * {@code -}, {@code _} and {@code .}; or the name of a private conversation, which begins with
 * {@code @} and which only the server makes.
 */
public record RoomName(String value) {
  /** Where clients go first. */
  public static final RoomName LOBBY = new RoomName("lobby");

  private static final String PRIVATE = "@";
  private static final int MAX_PRIVATE = 65;

  /** What is longer than this many times the limit is refused before any work is done on it. */
  private static final int MAX_SHRINKING = 16;

  /**
   * Prepares what a person typed. A prepared name stays as it is.
   *
   * @param maxCodePoints longest allowed, counted after preparation
   * @throws InvalidValue {@code room-invalid} (blank, too-long, characters)
   */
  public static RoomName parse(String typed, int maxCodePoints) throws InvalidValue {
    if (isPlain(typed) && !typed.isEmpty() && typed.length() <= maxCodePoints) {
      return new RoomName(typed);
    }
    if (Characters.isBlank(typed)) {
      throw invalid("blank", "The room's name is blank.");
    }
    if (typed.length() > MAX_SHRINKING * maxCodePoints) {
      throw tooLong(maxCodePoints);
    }
    String value = Folding.fold(typed).orElseThrow(RoomName::forbiddenCharacters);
    if (Characters.count(value) > maxCodePoints) {
      throw tooLong(maxCodePoints);
    }
    if (!value.codePoints().allMatch(RoomName::isAllowed)) {
      throw forbiddenCharacters();
    }
    return new RoomName(value);
  }

  /**
   * Takes the name of a private conversation as it is and {@linkplain #parse prepares} any other.
   *
   * @throws InvalidValue {@code room-invalid}
   */
  public static RoomName parseAny(String typed, int maxCodePoints) throws InvalidValue {
    if (!typed.startsWith(PRIVATE)) {
      return parse(typed, maxCodePoints);
    }
    if (typed.length() > MAX_PRIVATE || !isPlain(typed.substring(1))) {
      throw forbiddenCharacters();
    }
    return new RoomName(typed);
  }

  /** Whether this is a conversation of two persons. */
  public boolean isPrivate() {
    return isPrivate(value);
  }

  /** Whether a prepared name is that of a conversation of two persons. */
  public static boolean isPrivate(String name) {
    return name.startsWith(PRIVATE);
  }

  /** Whether a name is prepared already, for the many that are ASCII. */
  private static boolean isPlain(String typed) {
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || isPunctuation(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(int codePoint) {
    return isPunctuation(codePoint)
        || ((Character.isLetterOrDigit(codePoint) || Characters.isMark(codePoint))
            && !Characters.isInvisible(codePoint));
  }

  private static boolean isPunctuation(int codePoint) {
    return codePoint == '-' || codePoint == '_' || codePoint == '.';
  }

  private static InvalidValue tooLong(int maxCodePoints) {
    return invalid("too-long", "The room's name has more than " + maxCodePoints + " characters.");
  }

  private static InvalidValue forbiddenCharacters() {
    return invalid(
        "characters", "A room's name has letters, digits, \"-\", \"_\" and \".\" in it only.");
  }

  private static InvalidValue invalid(String reason, String message) {
    return new InvalidValue(ErrorCode.ROOM_INVALID, reason, message);
  }
}
