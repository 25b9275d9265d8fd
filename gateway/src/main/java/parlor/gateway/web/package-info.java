/** The front door for HTTP: the web client, chat over WebSocket, files, and exports of rooms. */
@NullMarked
package parlor.gateway.web;

import org.jspecify.annotations.NullMarked;
