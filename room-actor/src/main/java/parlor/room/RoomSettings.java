package parlor.room;

import java.time.Duration;

/**
 * How rooms behave.
 *
 * @param resume how long the place of a lost connection is kept
 * @param historyMessages most messages in {@code joined} and in a page of {@code history}
 * @param membersPage most members in {@code joined} and in a page of {@code members}
 * @param answerTimeout a message that is not stored by then is answered {@code unavailable}
 * @param idleLedger how long the ledger of an empty room stays in memory
 * @param messageRate how fast one connection may talk in one room
 */
public record RoomSettings(
    Duration resume,
    int historyMessages,
    int membersPage,
    Duration answerTimeout,
    Duration idleLedger,
    Rate messageRate) {

  /**
   * A burst, then a steady pace.
   *
   * @param burst how many at once
   * @param perSecond how many afterwards; infinite where rates are off
   */
  public record Rate(int burst, double perSecond) {
    public static final Rate UNLIMITED = new Rate(Integer.MAX_VALUE, Double.POSITIVE_INFINITY);
  }
}
