/** What all actors here are made with. */
@NullMarked
package parlor.actor;

import org.jspecify.annotations.NullMarked;
