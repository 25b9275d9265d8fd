/** The front door for HTTP: files, and exports of rooms. */
@NullMarked
package parlor.gateway.web;

import org.jspecify.annotations.NullMarked;
