package parlor.gateway.tcp;

import akka.util.ByteString;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that go to many sockets of one loop, outside of the heap for the system: copied there once,
 * and each socket costs one call. For the loop's thread alone.
 */
final class SharedBytes {
  /** What is larger is left to Netty. */
  private static final int CAPACITY = 64 * 1024;

  private final ByteBuffer memory = ByteBuffer.allocateDirect(CAPACITY);
  private final long address = Buffer.memoryAddress(memory);
  private @Nullable ByteString held;

  /**
   * Sends beside Netty, which must have nothing of its own to send there.
   *
   * @return how many bytes the socket has taken; 0 also if it can take none in this way, so that
   *     Netty has to try and finds out why
   */
  // What is not the same object is copied, which does no harm; comparing would cost more.
  @SuppressWarnings("ReferenceEquality")
  int send(Socket socket, ByteString bytes) {
    int size = bytes.size();
    if (size > CAPACITY || !socket.isOpen()) {
      return 0;
    }
    if (bytes != held) {
      bytes.copyToBuffer(memory.clear());
      held = bytes;
    }
    try {
      return socket.sendAddress(address, 0, size);
    } catch (IOException broken) {
      return 0;
    }
  }
}
