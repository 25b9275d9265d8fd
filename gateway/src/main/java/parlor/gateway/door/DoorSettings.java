package parlor.gateway.door;

import java.time.Duration;
import java.util.List;
import parlor.protocol.Limits;
import parlor.room.Rate;

/**
 * What a connection may do and is told.
 *
 * @param limits told in {@code welcome}
 * @param outletBytes how much may wait for a connection that reads slowly
 * @param readMarkBytes above it no more requests are read
 * @param maxUnanswered how many requests of one connection may be on their way
 * @param answerTimeout how long a login may be on its way
 * @param loginTimeout how long a connection may be without anybody logged in; while somebody waits
 *     for the answer to {@code hello}, up to {@code answerTimeout} longer
 * @param frameTime how long a frame may take from its first byte to its last
 * @param frameRate of one connection
 * @param server name and version, told in {@code welcome}
 * @param features told in {@code welcome}
 */
public record DoorSettings(
    Limits limits,
    long outletBytes,
    long readMarkBytes,
    int maxUnanswered,
    Duration answerTimeout,
    Duration loginTimeout,
    Duration frameTime,
    Rate frameRate,
    String server,
    List<String> features) {}
