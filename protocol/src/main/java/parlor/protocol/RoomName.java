package parlor.protocol;

/**
 * A room's name in prepared form (NFKC, case-folded): letters, marks and digits of any script,
 * {@code -}, {@code _} and {@code .}.
 */
@SuppressWarnings("DoNotCallSuggester")
public record RoomName(String value) {
  /** Where clients go first. */
  public static final RoomName LOBBY = new RoomName("lobby");

  /**
   * Prepares what a person typed.
   *
   * @param maxCodePoints longest allowed, counted after preparation
   * @throws InvalidValue {@code room-invalid} (blank, too-long, characters)
   */
  public static RoomName parse(String typed, int maxCodePoints) throws InvalidValue {
    throw new UnsupportedOperationException();
  }
}
