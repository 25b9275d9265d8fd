/** The robot: an actor around a chatbot's HTTP API, and the brain that needs none. */
@NullMarked
package parlor.robot;

import org.jspecify.annotations.NullMarked;
