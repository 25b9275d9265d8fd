/** The gateway: reads the configuration, chooses implementations, opens the doors. */
@NullMarked
package parlor.gateway;

import org.jspecify.annotations.NullMarked;
