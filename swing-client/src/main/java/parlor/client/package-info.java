/** The desktop client: composition, settings, words and colours. */
@NullMarked
package parlor.client;

import org.jspecify.annotations.NullMarked;
