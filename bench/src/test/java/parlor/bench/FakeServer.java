package parlor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import parlor.protocol.ClientFrame;
import parlor.protocol.ClientFrameCodec;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;
import parlor.protocol.Limits;
import parlor.protocol.RefusedFrame;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/**
 * Speaks as much of the wire as a load tool needs, on threads, and does what mischief it is told.
 */
final class FakeServer implements AutoCloseable {
  private static final Limits LIMITS =
      new Limits(65536, 20_000, 32, 64, 50, 10_000, 50, 0, 0, 6, 200);

  private final ServerSocket door;
  private final Mischief mischief;
  private final Map<String, Room> rooms = new HashMap<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** What a member gets instead of one frame. */
  interface Mischief {
    List<byte[]> instead(String nickname, ServerFrame frame, byte[] bytes);
  }

  private static final class Room {
    final Map<String, Guest> members = new HashMap<>();
    long seq;
  }

  private FakeServer(ServerSocket door, Mischief mischief) {
    this.door = door;
    this.mischief = mischief;
  }

  static FakeServer start(Mischief mischief) throws IOException {
    return start(new ServerSocket(0, 1000, InetAddress.getLoopbackAddress()), mischief);
  }

  static FakeServer start(SSLContext tls, Mischief mischief) throws IOException {
    return start(
        tls.getServerSocketFactory().createServerSocket(0, 1000, InetAddress.getLoopbackAddress()),
        mischief);
  }

  private static FakeServer start(ServerSocket door, Mischief mischief) {
    FakeServer server = new FakeServer(door, mischief);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /** No mischief. */
  static List<byte[]> honest(String nickname, ServerFrame frame, byte[] bytes) {
    return List.of(bytes);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    door.close();
    if (!failures.isEmpty()) {
      throw new AssertionError("The fake server has failed", failures.peek());
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket socket = door.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        if (!door.isClosed()) {
          failures.add(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      new Guest(socket).serve(lines);
    } catch (IOException e) {
      // The crowd ends with a reset.
      if (!door.isClosed() && !String.valueOf(e.getMessage()).contains("reset")) {
        failures.add(e);
      }
    } catch (RefusedFrame | RuntimeException e) {
      failures.add(e);
    }
  }

  /** One connection. */
  private final class Guest {
    private final Socket socket;
    private final ClientFrameCodec codec = new ClientFrameCodec(LIMITS);
    private String nickname = "";

    Guest(Socket socket) {
      this.socket = socket;
    }

    void serve(BufferedReader lines) throws IOException, RefusedFrame {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        byte[] bytes = line.getBytes(UTF_8);
        if (!obey(codec.decode(bytes, 0, bytes.length))) {
          return;
        }
      }
    }

    /** False if that was the end. */
    private boolean obey(ClientFrame frame) throws IOException {
      switch (frame) {
        case ClientFrame.Hello hello -> {
          nickname = hello.nickname().value();
          send(
              new ServerFrame.Welcome(
                  hello.id(), nickname, "s", "fake", LIMITS, List.of(), List.of(), List.of()));
        }
        case ClientFrame.Join join -> join(join);
        case ClientFrame.Say say -> say(say);
        case ClientFrame.Bye bye -> {
          leave();
          return false;
        }
        default -> throw new IllegalStateException("Not expected: " + frame);
      }
      return true;
    }

    private void join(ClientFrame.Join join) throws IOException {
      String name = join.room().value();
      synchronized (rooms) {
        Room room = rooms.computeIfAbsent(name, added -> new Room());
        tell(room, new ServerFrame.MemberJoined(name, nickname, Kind.USER, 1));
        room.members.put(nickname, this);
        send(
            new ServerFrame.Joined(
                join.id(),
                name,
                "e",
                "",
                List.of(),
                room.members.size(),
                room.seq,
                1,
                List.of(),
                false));
      }
    }

    private void say(ClientFrame.Say say) throws IOException {
      String name = say.room().value();
      synchronized (rooms) {
        Room room = rooms.get(name);
        long seq = ++room.seq;
        tell(
            room,
            new ServerFrame.Message(name, seq, 1, nickname, Kind.USER, say.text().value(), null));
        send(new ServerFrame.Said(say.id(), name, seq, 1));
      }
    }

    private void leave() throws IOException {
      synchronized (rooms) {
        for (Map.Entry<String, Room> room : rooms.entrySet()) {
          if (room.getValue().members.remove(nickname) != null) {
            tell(
                room.getValue(),
                new ServerFrame.MemberLeft(room.getKey(), nickname, 1, LeaveReason.LEFT));
          }
        }
      }
    }

    private void tell(Room room, ServerFrame frame) throws IOException {
      for (Guest member : new ArrayList<>(room.members.values())) {
        member.send(frame);
      }
    }

    private void send(ServerFrame frame) throws IOException {
      for (byte[] bytes : mischief.instead(nickname, frame, ServerFrameCodec.encode(frame))) {
        socket.getOutputStream().write(bytes);
      }
    }
  }

  /** The message with that number in its room, to that member only; anything else goes as it is. */
  static Mischief withOne(String victim, long seq, OneMischief done) {
    return (nickname, frame, bytes) ->
        frame instanceof ServerFrame.Message message
                && nickname.equals(victim)
                && message.seq() >= seq
            ? done.instead(message.seq() - seq, bytes)
            : List.of(bytes);
  }

  /** What a member gets instead of a message. */
  interface OneMischief {
    /**
     * Frames that take its place.
     *
     * @param after how many messages ago it began
     */
    List<byte[]> instead(long after, byte[] bytes);
  }

  /** Holds the first back until the second has gone. */
  static OneMischief swapping() {
    byte[][] held = new byte[1][];
    return (after, bytes) -> {
      if (after == 0) {
        held[0] = bytes;
        return List.of();
      }
      return after == 1 ? List.of(bytes, held[0]) : List.of(bytes);
    };
  }
}
