/** Who may do what in a room, and what was done about whom. */
@NullMarked
package parlor.moderation;

import org.jspecify.annotations.NullMarked;
