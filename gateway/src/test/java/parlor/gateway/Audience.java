package parlor.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many members of one room who say nothing. One thread reads for all of them, and counts lines
 * without looking into them.
 */
final class Audience implements AutoCloseable {
  private static final byte[] JOINED = "\"joined\"".getBytes(StandardCharsets.UTF_8);

  private final Selector selector = Selector.open();
  private final String room;
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong joined = new AtomicLong();
  private final AtomicLong lastByte = new AtomicLong(System.nanoTime());
  private final Thread reader;
  private volatile boolean closing;

  Audience(String room) throws IOException {
    this.room = room;
    reader = Thread.ofPlatform().name("audience").start(this::read);
  }

  /** One more, through the door at that port; is in the room some time later. */
  void add(int port, String nickname) throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 256 * 1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String words =
        "{\"type\":\"hello\",\"protocol\":1,\"nickname\":\"%s\"}\n{\"type\":\"join\",\"room\":\"%s\"}\n"
            .formatted(nickname, room);
    socket.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
    socket.configureBlocking(false);
    socket.register(selector, SelectionKey.OP_READ);
    selector.wakeup();
  }

  private void read() {
    byte[] bytes = new byte[256 * 1024];
    try {
      while (!closing) {
        selector.select(key -> read((SocketChannel) key.channel(), key, bytes), 100);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The type of {@code joined} stands at its beginning, where hardly any read ends. */
  private void read(SocketChannel from, SelectionKey key, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      if (from.read(buffer) < 0) {
        throw new IllegalStateException(
            "A member of the audience was put out, having read "
                + (key.attachment() == null ? "nothing of the room" : key.attachment()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastByte.set(System.nanoTime());
    int newlines = 0;
    for (int i = 0; i < buffer.position(); i++) {
      if (bytes[i] == '\n') {
        newlines++;
      }
    }
    lines.addAndGet(newlines);
    if (!"joined".equals(key.attachment())) {
      if (contains(bytes, buffer.position())) {
        key.attach("joined");
        joined.incrementAndGet();
      } else {
        key.attach(new String(bytes, 0, buffer.position(), StandardCharsets.UTF_8));
      }
    }
  }

  private static boolean contains(byte[] bytes, int length) {
    for (int start = 0; start + JOINED.length <= length; start++) {
      int same = 0;
      while (same < JOINED.length && bytes[start + same] == JOINED[same]) {
        same++;
      }
      if (same == JOINED.length) {
        return true;
      }
    }
    return false;
  }

  /** How many are in the room. */
  long joined() {
    return joined.get();
  }

  /** How many lines all of them have read. */
  long lines() {
    return lines.get();
  }

  /** For how long nobody has read anything, in milliseconds. */
  long silentMs() {
    return (System.nanoTime() - lastByte.get()) / 1_000_000;
  }

  @Override
  public void close() throws IOException {
    closing = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
