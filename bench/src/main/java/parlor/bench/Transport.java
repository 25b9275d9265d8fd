package parlor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How lines travel over a connection: in clear, or through TLS. One that frames them otherwise is
 * put on top of these. Nothing here blocks.
 */
interface Transport {
  /** The connection is there: says what has to be said before any line. */
  void open() throws IOException;

  /** Whether lines may be written. */
  boolean isOpen();

  /**
   * Takes what has come.
   *
   * @param lines where it is added; with room for {@link #MIN_ROOM} bytes at least
   * @return how many bytes were added, or -1 if nothing more will come
   */
  int read(ByteBuffer lines) throws IOException;

  /** Writes all of it, now or as soon as the socket takes it. */
  void write(ByteBuffer lines) throws IOException;

  /** Writes what waits for the socket; true if nothing waits any more. */
  boolean flush() throws IOException;

  /** What one {@link #read} may have to put down at once. */
  int MIN_ROOM = 64 * 1024;
}
