/** Makes of the sources what packages need besides. */
@NullMarked
package parlor.deploy;

import org.jspecify.annotations.NullMarked;
