/** Who holds a nickname, and through which connection that person is reached. */
@NullMarked
package parlor.people;

import org.jspecify.annotations.NullMarked;
