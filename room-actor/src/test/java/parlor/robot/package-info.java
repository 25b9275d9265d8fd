@NullMarked
package parlor.robot;

import org.jspecify.annotations.NullMarked;
