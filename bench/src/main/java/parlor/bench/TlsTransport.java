package parlor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;

/** Lines through TLS. */
final class TlsTransport implements Transport {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Transport below;
  private final SSLEngine engine;
  private final ByteBuffer sealed;
  private final ByteBuffer sealing;
  private boolean open;

  TlsTransport(Transport below, SSLEngine engine) {
    this.below = below;
    this.engine = engine;
    this.sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    this.sealing = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
  }

  @Override
  public void open() throws IOException {
    below.open();
    engine.beginHandshake();
    shakeHands();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public int read(ByteBuffer lines) throws IOException {
    int before = lines.position();
    boolean ended = false;
    int taken = below.read(sealed);
    while (taken > 0 && !ended) {
      ended = unseal(lines);
      taken = lines.remaining() < MIN_ROOM ? 0 : below.read(sealed);
    }
    int added = lines.position() - before;
    return added == 0 && (ended || taken < 0) ? -1 : added;
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    while (lines.hasRemaining()) {
      seal(lines);
    }
  }

  @Override
  public boolean flush() throws IOException {
    return below.flush();
  }

  /** Opens the records that are whole; true if the other side has ended. */
  private boolean unseal(ByteBuffer lines) throws IOException {
    sealed.flip();
    SSLEngineResult result;
    do {
      result = engine.unwrap(sealed, lines);
      if (result.getStatus() == Status.BUFFER_OVERFLOW) {
        throw new IOException("A record of TLS that is longer than allowed");
      }
      shakeHands();
    } while (result.getStatus() == Status.OK && sealed.hasRemaining());
    sealed.compact();
    return result.getStatus() == Status.CLOSED;
  }

  /** Does whatever has to be done before the other side is heard again. */
  private void shakeHands() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> seal(NOTHING);
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          return;
        }
        case FINISHED, NOT_HANDSHAKING -> {
          open = true;
          return;
        }
      }
    }
  }

  private void seal(ByteBuffer lines) throws IOException {
    sealing.clear();
    SSLEngineResult result = engine.wrap(lines, sealing);
    below.write(sealing.flip());
    if (result.getStatus() == Status.CLOSED && lines.hasRemaining()) {
      throw new IOException("TLS has ended");
    }
  }
}
