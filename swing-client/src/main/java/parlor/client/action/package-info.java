/** What a person can do from a window, named once and shown everywhere: menu, button, key. */
@NullMarked
package parlor.client.action;

import org.jspecify.annotations.NullMarked;
