/** A room: its one writer, its delivery on each node, and each connection's place in it. */
@NullMarked
package parlor.room;

import org.jspecify.annotations.NullMarked;
