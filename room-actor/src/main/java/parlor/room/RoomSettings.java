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
 * @param rooms most rooms that are open on a node at a time
 * @param singleNoticesUpTo in a room with more members, many who come or go at once are told as
 *     counts
 * @param typingUpTo in a room with more members, nobody is told who is typing
 * @param messageRate how fast one person may talk in one room
 * @param overload while what is being stored takes longer than this, nothing more is taken
 */
public record RoomSettings(
    Duration resume,
    int historyMessages,
    int membersPage,
    Duration answerTimeout,
    Duration idleLedger,
    int rooms,
    int singleNoticesUpTo,
    int typingUpTo,
    Rate messageRate,
    Duration overload) {}
