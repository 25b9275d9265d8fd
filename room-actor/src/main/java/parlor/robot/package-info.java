/** The robot: who wakes it, what it is asked, and the chatbots that may stand behind it. */
@NullMarked
package parlor.robot;

import org.jspecify.annotations.NullMarked;
