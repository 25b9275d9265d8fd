package parlor.people;

import java.time.Duration;

/**
 * How long names are held.
 *
 * @param resume for a connection that was lost
 * @param guestSession how long an unused session of a guest may still resume
 * @param accountSession the same of an account
 * @param passwordMinCodePoints shortest password
 * @param throttled whether wrong passwords are slowed down
 */
public record PresenceSettings(
    Duration resume,
    Duration guestSession,
    Duration accountSession,
    int passwordMinCodePoints,
    boolean throttled) {}
