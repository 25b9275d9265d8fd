package parlor.people;

import java.time.Duration;

/**
 * How long names are held.
 *
 * @param resume for a connection that was lost
 * @param guestSession how long an unused session of a guest may still resume
 */
public record PresenceSettings(Duration resume, Duration guestSession) {}
