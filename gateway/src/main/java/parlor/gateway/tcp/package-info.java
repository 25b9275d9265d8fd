/** The front door for chat over TCP: one frame a line. */
@NullMarked
package parlor.gateway.tcp;

import org.jspecify.annotations.NullMarked;
