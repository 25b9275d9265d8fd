/** The line to the server: sockets, on virtual threads. Knows nothing of windows. */
@NullMarked
package parlor.client.net;

import org.jspecify.annotations.NullMarked;
