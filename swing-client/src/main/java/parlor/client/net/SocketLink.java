package parlor.client.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import parlor.client.model.KeyDoubt;
import parlor.client.model.Keyring;
import parlor.client.model.Link;
import parlor.client.model.ServerAddress;
import parlor.protocol.ClientFrame;
import parlor.protocol.ClientFrameCodec;
import parlor.protocol.LineSplitter;
import parlor.protocol.LineTooLong;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/**
 * One connection, encrypted unless the address says otherwise: a virtual thread that reads, and one
 * that writes what is queued.
 */
final class SocketLink implements Link {
  private static final int CONNECT_TIMEOUT_MS = 8000;

  /** A server's frame is at most 1 MiB. */
  private static final int MAX_FRAME_BYTES = 1024 * 1024;

  /** The first byte of what a TLS server answers to words in clear (RFC 8446, 5.1). */
  private static final byte TLS_ALERT = 21;

  private final ServerAddress address;
  private final Listener listener;
  private final Executor model;

  /** Lines to write; an empty one tells the writer to end. */
  private final BlockingQueue<Optional<byte[]>> outgoing = new LinkedBlockingQueue<>();

  private final Keyring keys;

  /** Made by the thread that connects: not even loading its classes may hold up a click. */
  private volatile @Nullable Socket socket;

  private volatile boolean writing;
  private volatile boolean closed;

  SocketLink(ServerAddress address, Keyring keys, Listener listener, Executor model) {
    this.address = address;
    this.keys = keys;
    this.listener = listener;
    this.model = model;
  }

  @Override
  public void send(ClientFrame frame) {
    if (!closed) {
      outgoing.add(Optional.of(ClientFrameCodec.encode(frame)));
    }
  }

  @Override
  public void close() {
    closed = true;
    outgoing.add(Optional.empty());
    if (!writing) {
      // Nobody sees the last word; and closing may wait for the network, which this thread may not.
      Thread.ofVirtual().start(this::closeQuietly);
    }
  }

  void run() {
    Socket open = new Socket();
    socket = open;
    // Whoever closed may have looked before there was anything to close.
    Cause cause = closed ? Cause.LOST : connect(open);
    if (cause == null && address.encrypted()) {
      try {
        open = encrypt(open);
      } catch (IOException e) {
        KeyDoubt doubt = ServerTrust.doubtIn(e).orElse(null);
        if (doubt != null) {
          closeQuietly();
          tell(() -> listener.doubted(doubt));
          return;
        }
        cause = isOfClearText(e) ? Cause.NOT_ENCRYPTED : Cause.TLS_FAILED;
      }
    }
    if (cause == null) {
      tell(listener::connected);
      writing = true;
      Socket connected = open;
      Thread.ofVirtual().name("writer to " + address).start(() -> write(connected));
      cause = read(connected);
    }
    closeQuietly();
    Cause why = cause;
    tell(() -> listener.ended(why));
  }

  private @Nullable Cause connect(Socket plain) {
    InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
    if (resolved.isUnresolved()) {
      return Cause.UNKNOWN_HOST;
    }
    try {
      plain.setTcpNoDelay(true);
      plain.connect(resolved, CONNECT_TIMEOUT_MS);
      return null;
    } catch (SocketTimeoutException | NoRouteToHostException e) {
      return Cause.UNREACHABLE;
    } catch (ConnectException e) {
      return Cause.PORT_CLOSED;
    } catch (IOException e) {
      return Cause.UNREACHABLE;
    }
  }

  /** Shakes hands; that the certificate is for this host is checked with it. */
  private Socket encrypt(Socket plain) throws IOException {
    boolean closeBoth = true;
    SSLSocket tls =
        (SSLSocket)
            ServerTrust.context(address, keys)
                .getSocketFactory()
                .createSocket(plain, address.host(), address.port(), closeBoth);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.setSoTimeout(CONNECT_TIMEOUT_MS);
    socket = tls;
    tls.startHandshake();
    tls.setSoTimeout(0);
    return tls;
  }

  /** The platform says it in words only. */
  private static boolean isOfClearText(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Unsupported or unrecognized SSL message");
  }

  private Cause read(Socket connected) {
    LineSplitter lines = new LineSplitter(MAX_FRAME_BYTES);
    byte[] buffer = new byte[16 * 1024];
    FrameReader frames = new FrameReader();
    Cause end = address.encrypted() ? Cause.LOST : Cause.ENCRYPTED;
    try {
      InputStream in = connected.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        lines.feed(buffer, 0, n, frames);
        if (frames.broken) {
          return begins(buffer, "HTTP/") ? Cause.WEB_PAGES : Cause.NOT_PARLOR;
        }
        end = frames.any || buffer[0] != TLS_ALERT ? Cause.LOST : end;
      }
      return end;
    } catch (LineTooLong e) {
      return Cause.NOT_PARLOR;
    } catch (IOException e) {
      return end;
    }
  }

  private static boolean begins(byte[] buffer, String word) {
    return new String(buffer, 0, word.length(), StandardCharsets.US_ASCII).equals(word);
  }

  /** Hands out what can be read; what cannot be read ends the connection. */
  private final class FrameReader implements LineSplitter.Lines {
    private boolean broken;
    private boolean any;

    @Override
    public void line(byte[] bytes, int offset, int length) {
      try {
        any = true;
        Optional<ServerFrame> frame = ServerFrameCodec.decode(bytes, offset, length);
        frame.ifPresent(known -> tell(() -> listener.received(known)));
      } catch (IOException e) {
        broken = true;
      }
    }
  }

  private void write(Socket connected) {
    try {
      OutputStream out = connected.getOutputStream();
      for (var next = outgoing.take(); next.isPresent(); next = outgoing.take()) {
        out.write(next.get());
      }
    } catch (IOException e) {
      // The reader sees the same end and tells of it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeQuietly();
  }

  private void tell(Runnable event) {
    model.execute(
        () -> {
          if (!closed) {
            event.run();
          }
        });
  }

  private void closeQuietly() {
    Socket open = socket;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      // It is of no more use in any case.
    }
  }
}
