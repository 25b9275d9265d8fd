@NullMarked
package parlor.protocol;

import org.jspecify.annotations.NullMarked;
