/**
 * What the client knows: rooms, messages, members, and how the connection stands. Runs headless.
 */
@NullMarked
package parlor.client.model;

import org.jspecify.annotations.NullMarked;
