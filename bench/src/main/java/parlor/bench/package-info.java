/** The load tool: drives a gateway over its wire and measures what that costs. */
@NullMarked
package parlor.bench;

import org.jspecify.annotations.NullMarked;
