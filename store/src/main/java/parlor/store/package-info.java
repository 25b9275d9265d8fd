/** What is kept in a database: SQLite in the data directory, or PostgreSQL. */
@NullMarked
package parlor.store;

import org.jspecify.annotations.NullMarked;
