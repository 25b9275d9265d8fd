package parlor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;
import parlor.protocol.Member;
import parlor.protocol.Role;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

class LineScannerTest {
  private static final int SIZE = 40;

  private final LineScanner scanner = new LineScanner(SIZE);
  private final Told told = new Told();

  /** What the scanner told, a line each. */
  private static final class Told implements LineScanner.Listener {
    final List<String> events = new ArrayList<>();

    @Override
    public void message(long seq, int sender, int number, boolean intact) {
      events.add("message " + seq + " of " + sender + ": " + number + (intact ? "" : " damaged"));
    }

    @Override
    public void said() {
      events.add("said");
    }

    @Override
    public void memberJoined(int room, int client) {
      events.add(client + " joined " + room);
    }

    @Override
    public void joined(int room, int memberCount) {
      events.add("in " + room + " with " + memberCount);
    }

    @Override
    public void other(byte[] bytes, int offset, int length) {
      events.add("other " + new String(bytes, offset, length, UTF_8));
    }
  }

  private static ServerFrame.Message message(long seq, String text) {
    return new ServerFrame.Message("a.7", seq, 1, "a-3", Kind.USER, text, null);
  }

  private static String line(ServerFrame frame) {
    return new String(ServerFrameCodec.encode(frame), UTF_8);
  }

  private int scan(String lines) {
    byte[] bytes = lines.getBytes(UTF_8);
    return scanner.scan(bytes, 0, bytes.length, told);
  }

  @Test
  void whatTheServersCodecWritesIsRead() {
    scan(
        line(message(17, Stamp.text(0x12345, 0x6789abc, SIZE)))
            + line(new ServerFrame.Said("~1", "a.7", 17, 1))
            + line(new ServerFrame.MemberJoined("a.7", "a-12", Kind.USER, 1))
            + line(new ServerFrame.MemberLeft("a.7", "a-12", 1, LeaveReason.LEFT))
            + line(
                new ServerFrame.Joined(
                    "j",
                    "a.7",
                    "e",
                    "",
                    List.of(new Member("a-1", Kind.USER, Role.NONE)),
                    43,
                    5,
                    1,
                    List.of(message(5, "\"memberCount\":9")),
                    false)));

    assertThat(told.events)
        .containsExactly("message 17 of 74565: 108567228", "said", "12 joined 7", "in 7 with 43");
  }

  @Test
  void whatIsNotOftenIsHandedOnWhole() {
    scan(
        "{\"type\":\"error\",\"code\":\"malformed\",\"message\":\"~\"}\n"
            + "\n"
            + "{\"seq\":1,\"type\":\"message\"}\n"
            + line(message(3, "nothing stamped ~ here")));

    assertThat(told.events)
        .containsExactly(
            "other {\"type\":\"error\",\"code\":\"malformed\",\"message\":\"~\"}",
            "other {\"seq\":1,\"type\":\"message\"}",
            "other " + line(message(3, "nothing stamped ~ here")).strip());
  }

  @Test
  void aTextOfAnotherLengthIsDamaged() {
    scan(
        line(message(1, Stamp.text(2, 3, SIZE - 1)))
            + line(message(2, Stamp.text(2, 4, SIZE + 1)))
            + line(message(3, Stamp.text(2, 5, SIZE))));

    assertThat(told.events)
        .containsExactly(
            "message 1 of 2: 3 damaged", "message 2 of 2: 4 damaged", "message 3 of 2: 5");
  }

  @Test
  void keysBehindTheTextDoNoHarm() {
    scan(line(new ServerFrame.Message("a.7", 9, 1, "a-3", Kind.USER, Stamp.text(2, 5, SIZE), 8L)));

    assertThat(told.events).containsExactly("message 9 of 2: 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"~00002000000zz~", "~0000200000005-", "-0000200000005~"})
  void whatIsNoStampIsNone(String stamp) {
    scan(line(message(1, stamp + "x".repeat(SIZE - Stamp.LENGTH))));

    assertThat(told.events).singleElement().asString().startsWith("other ");
  }

  @Test
  void whereverTheStreamIsCutTheRestWaits() {
    String lines =
        line(message(1, Stamp.text(2, 3, SIZE)))
            + line(new ServerFrame.Said("~1", "a.7", 1, 1))
            + line(message(2, Stamp.text(2, 4, SIZE)));
    for (int cut = 0; cut <= lines.length(); cut++) {
      told.events.clear();
      int rest = scan(lines.substring(0, cut));
      assertThat(rest).isEqualTo(lines.lastIndexOf('\n', cut - 1) + 1);
      scan(lines.substring(rest));
      assertThat(told.events).containsExactly("message 1 of 2: 3", "said", "message 2 of 2: 4");
    }
  }
}
