package parlor.moderation;

import org.jspecify.annotations.Nullable;
import parlor.people.Person;

/**
 * Something that was done in a room by virtue of a role.
 *
 * @param at in UTC milliseconds
 * @param act by its name in the table
 * @param target the nickname of whom it concerned, or null
 * @param detail what was set, for how long and why; or null
 */
public record AuditEntry(
    long at,
    String room,
    Permission act,
    Person by,
    @Nullable String target,
    @Nullable String detail) {}
