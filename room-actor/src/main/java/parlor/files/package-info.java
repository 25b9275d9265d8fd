/** Files that people send: what they are, what is kept of them, and who may fetch them. */
@NullMarked
package parlor.files;

import org.jspecify.annotations.NullMarked;
