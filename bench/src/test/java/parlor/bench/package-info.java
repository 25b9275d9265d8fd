@NullMarked
package parlor.bench;

import org.jspecify.annotations.NullMarked;
