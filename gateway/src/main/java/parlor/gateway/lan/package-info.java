/** How people find this gateway: what it prints at start, and what it tells the network. */
@NullMarked
package parlor.gateway.lan;

import org.jspecify.annotations.NullMarked;
