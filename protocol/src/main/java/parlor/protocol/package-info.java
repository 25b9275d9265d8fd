/** The wire: frames, the values in them, and the codec. */
@NullMarked
package parlor.protocol;

import org.jspecify.annotations.NullMarked;
