/** What an operator looks at: metrics. */
@NullMarked
package parlor.gateway.ops;

import org.jspecify.annotations.NullMarked;
