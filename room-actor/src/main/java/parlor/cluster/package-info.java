/** What messages between nodes have in common. */
@NullMarked
package parlor.cluster;

import org.jspecify.annotations.NullMarked;
