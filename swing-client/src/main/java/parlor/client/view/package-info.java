/** The windows. */
@NullMarked
package parlor.client.view;

import org.jspecify.annotations.NullMarked;
