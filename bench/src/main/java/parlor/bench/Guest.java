package parlor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/** One client of a crowd: logs in, joins its rooms, and tells the books what it gets. */
final class Guest implements Connection.Client {
  private final Crowd crowd;
  private final int index;
  private final Receiver receiver;
  private @Nullable Connection connection;
  private int roomsToJoin;
  private boolean leaving;

  Guest(Crowd crowd, int index) {
    this.crowd = crowd;
    this.index = index;
    this.receiver = new Receiver(crowd.shape(), index);
    this.roomsToJoin = crowd.shape().roomsPerClient();
  }

  /** Null before it has connected and after it has ended. */
  @Nullable Connection connection() {
    return connection;
  }

  /** Ends its login; the server closes the connection then. */
  void leave() {
    leaving = true;
    if (connection != null) {
      connection.send(new ClientFrame.Bye(null));
    }
  }

  @Override
  public void connected(Connection established) {
    connection = established;
    String typed = crowd.nickname(index);
    established.send(
        new ClientFrame.Hello(
            "hello", 1, "parlor-bench", new Nickname(typed, typed), null, null, null));
  }

  @Override
  public void ended(String why) {
    connection = null;
    crowd.ended(index, leaving ? null : why);
  }

  @Override
  public void message(long seq, int sender, int number, boolean intact) {
    crowd.account().message(receiver, seq, sender, number, intact, crowd.now());
  }

  @Override
  public void said() {
    crowd.account().answer();
  }

  @Override
  public void memberJoined(int room, int client) {
    crowd.account().arrival(receiver, room, client);
  }

  @Override
  public void joined(int room, int memberCount) {
    crowd.account().joined(memberCount);
    if (--roomsToJoin == 0) {
      crowd.isIn();
    }
  }

  @Override
  public void other(byte[] bytes, int offset, int length) {
    Optional<ServerFrame> frame;
    try {
      frame = ServerFrameCodec.decode(bytes, offset, length);
    } catch (IOException e) {
      crowd.refused(index, "not a frame: " + e.getMessage());
      return;
    }
    frame.ifPresent(this::other);
  }

  private void other(ServerFrame frame) {
    switch (frame) {
      case ServerFrame.Welcome welcome -> join();
      case ServerFrame.Refusal refusal ->
          crowd.refused(index, refusal.code() + ": " + refusal.message());
      case ServerFrame.Message message -> message(message);
      case ServerFrame.Said said -> said();
      case ServerFrame.Joined joined -> joined(ordinal(joined.room()), joined.memberCount());
      case ServerFrame.MemberJoined joined ->
          memberJoined(ordinal(joined.room()), ordinal(joined.nickname()));
      default -> {}
    }
  }

  private void message(ServerFrame.Message message) {
    byte[] text = message.text().getBytes(UTF_8);
    boolean stamped = Stamp.isAt(text, 0, text.length);
    message(
        message.seq(),
        stamped ? Stamp.sender(text, 0) : -1,
        stamped ? Stamp.number(text, 0) : -1,
        text.length == crowd.shape().size());
  }

  private static int ordinal(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return LineScanner.ordinal(bytes, 0, bytes.length);
  }

  private void join() {
    Connection established = connection;
    int first = crowd.shape().firstRoomOfGroup(crowd.shape().groupOfClient(index));
    for (int room = first; established != null && room < first + roomsToJoin; room++) {
      established.send(
          new ClientFrame.Join("join-" + room, new RoomName(crowd.room(room)), null, null));
    }
  }
}
