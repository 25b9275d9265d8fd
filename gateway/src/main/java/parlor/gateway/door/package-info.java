/** What all front doors share: a connection from its first byte to its last. */
@NullMarked
package parlor.gateway.door;

import org.jspecify.annotations.NullMarked;
