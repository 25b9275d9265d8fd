/** A room's log: what is kept of what was said. */
@NullMarked
package parlor.history;

import org.jspecify.annotations.NullMarked;
