package parlor.people;

import java.time.Duration;
import java.util.Set;

/**
 * How long names are held.
 *
 * @param resume for a connection that was lost
 * @param guestSession how long an unused session of a guest may still resume
 * @param accountSession the same of an account
 * @param passwordMinCodePoints shortest password
 * @param throttled whether wrong passwords are slowed down
 * @param failuresOfAddress how many from one address cost nothing
 * @param failures how many from wherever cost nothing
 * @param admins who may do everything in every room, once the nickname is an account's
 */
public record PresenceSettings(
    Duration resume,
    Duration guestSession,
    Duration accountSession,
    int passwordMinCodePoints,
    boolean throttled,
    int failuresOfAddress,
    int failures,
    Set<Skeleton> admins) {}
