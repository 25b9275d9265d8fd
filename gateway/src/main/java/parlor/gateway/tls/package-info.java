/** Who the server is: its key and certificate, and the TLS that both front doors speak. */
@NullMarked
package parlor.gateway.tls;

import org.jspecify.annotations.NullMarked;
