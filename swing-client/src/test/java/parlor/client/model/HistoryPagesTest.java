package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.Kind;
import parlor.protocol.ServerFrame;

/** Pages of a room's log: whatever comes late, twice or not at all, no gap goes unsaid. */
class HistoryPagesTest {
  private final FakeLinks links = new FakeLinks();
  private final ManualTimers timers = new ManualTimers();
  private final Chat chat =
      new Chat(links, new Keyring(new FakeKeys()), timers, new SplittableRandom(1), "test");
  private FakeLinks.FakeLink link;
  private RoomModel lobby;

  @BeforeEach
  void logIn() {
    chat.login("localhost", "ada");
    link = comeOnline();
    link.says(joined(951, 1000));
    lobby = chat.rooms().iterator().next();
  }

  private FakeLinks.FakeLink comeOnline() {
    FakeLinks.FakeLink now = links.newest();
    now.listener.connected();
    now.says(
        new ServerFrame.Welcome(
            null, "ada", "token", "parlor/test", Chat.UNTOLD, List.of(), List.of(), List.of()));
    return now;
  }

  private void loseAndComeBack() {
    link.listener.ended(Link.Cause.LOST);
    timers.pass(Duration.ofSeconds(3));
    link = comeOnline();
  }

  @Test
  void aConnectionLostWhileOlderOnesLoadLeavesNoGap() {
    chat.loadOlder(lobby);
    loseAndComeBack();
    assertThat(lobby.isLoadingOlder()).isFalse();
    link.says(joined(1101, 1150));
    ClientFrame.History missed = link.last(ClientFrame.History.class);
    assertThat(missed.after()).isEqualTo(1000);
    chat.loadOlder(lobby);
    ClientFrame.History older = link.last(ClientFrame.History.class);
    assertThat(older.before()).isEqualTo(951);
    // They overtake each other.
    answer(older, 901, 950, true);
    assertThat(rows()).containsExactly("901..1000", "gap", "1101..1150");
    answer(missed, 1001, 1050, true);
    answer(link.last(ClientFrame.History.class), 1051, 1100, false);

    assertThat(rows()).containsExactly("901..1150");
    assertThat(lobby.isCatchingUp()).isFalse();
    assertThat(lobby.seq()).isEqualTo(1150);
  }

  @Test
  void aPageThatNobodyAskedForIsLeftOut() {
    ServerFrame.History stray =
        new ServerFrame.History("unknown", "lobby", List.of(numbered(3)), false);
    link.says(stray);

    assertThat(rows()).containsExactly("951..1000");
  }

  @Test
  void whatWasMissedIsAskedForAgainIfItCannotBeHadNow() {
    loseAndComeBack();
    link.says(joined(1101, 1150));
    ClientFrame.History missed = link.last(ClientFrame.History.class);
    refuse(missed, ErrorCode.UNAVAILABLE);
    assertThat(lobby.isCatchingUp()).isTrue();
    timers.pass(Duration.ofSeconds(2));
    assertThat(link.all(ClientFrame.History.class)).containsExactly(missed, missed);
    answer(missed, 1001, 1100, false);

    assertThat(rows()).containsExactly("951..1150");
  }

  @Test
  void aFoundMessageFarAwayComesWithItsSurroundingsAndTheGapIsShown() {
    chat.loadAround(lobby, 500);
    assertThat(lobby.isLoadingOlder()).isTrue();
    ClientFrame.History request = link.last(ClientFrame.History.class);
    assertThat(request.before()).isEqualTo(526);
    answer(request, 476, 525, true);
    assertThat(rows()).containsExactly("476..525", "gap", "951..1000");
    assertThat(lobby.isLoadingOlder()).isFalse();

    chat.load(lobby, gap(), false);
    ClientFrame.History upper = link.last(ClientFrame.History.class);
    assertThat(upper.after()).isEqualTo(525);
    assertThat(gap().loading()).isTrue();
    chat.load(lobby, gap(), true);
    assertThat(link.last(ClientFrame.History.class)).isEqualTo(upper);
    answer(upper, 526, 575, true);
    assertThat(gap()).isEqualTo(new Item.Gap(575, 951, false));

    chat.load(lobby, gap(), true);
    assertThat(link.last(ClientFrame.History.class).before()).isEqualTo(951);
    answer(link.last(ClientFrame.History.class), 901, 950, true);
    assertThat(rows()).containsExactly("476..575", "gap", "901..1000");
    chat.loadOlder(lobby);
    assertThat(link.last(ClientFrame.History.class).before()).isEqualTo(476);
  }

  @Test
  void aFoundMessageWithinAGapSplitsIt() {
    chat.loadAround(lobby, 100);
    answer(link.last(ClientFrame.History.class), 76, 125, true);
    chat.loadAround(lobby, 500);
    answer(link.last(ClientFrame.History.class), 476, 525, true);
    assertThat(rows()).containsExactly("76..125", "gap", "476..525", "gap", "951..1000");

    link.says(numbered(1001));
    assertThat(rows()).endsWith("gap", "951..1001");
    loseAndComeBack();
    assertThat(link.last(ClientFrame.Join.class).after()).isEqualTo(1001);
  }

  @Test
  void aFoundMessageNearbyLeavesNoGap() {
    chat.loadAround(lobby, 940);
    answer(link.last(ClientFrame.History.class), 916, 965, true);

    assertThat(rows()).containsExactly("916..1000");
  }

  @Test
  void aGapWhoseMessagesAreNoLongerKeptIsNone() {
    chat.loadAround(lobby, 500);
    answer(link.last(ClientFrame.History.class), 476, 525, true);
    chat.load(lobby, gap(), true);
    link.says(
        new ServerFrame.History(
            link.last(ClientFrame.History.class).id(), "lobby", List.of(), false));

    assertThat(rows()).containsExactly("476..525", "951..1000");
    assertThat(lobby.hasGaps()).isFalse();
  }

  @Test
  void aRefusedGapMayBeAskedForAgain() {
    chat.loadAround(lobby, 500);
    answer(link.last(ClientFrame.History.class), 476, 525, true);
    chat.load(lobby, gap(), true);
    refuse(link.last(ClientFrame.History.class), ErrorCode.UNAVAILABLE);
    assertThat(gap().loading()).isFalse();
    chat.load(lobby, gap(), true);
    loseAndComeBack();

    assertThat(gap().loading()).isFalse();
  }

  @Test
  void entriesOfNewerKindsLeaveNoGap() {
    // 1001 was of a kind that this client does not know.
    link.says(numbered(1002));

    assertThat(lobby.hasGaps()).isFalse();
    assertThat(lobby.seq()).isEqualTo(1002);
  }

  private Item.Gap gap() {
    return lobby.items().stream()
        .filter(Item.Gap.class::isInstance)
        .map(Item.Gap.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Entries that follow each other in one, gaps as they stand. */
  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    long first = 0;
    long last = 0;
    for (Item item : lobby.items()) {
      if (item instanceof Item.Entry entry) {
        if (last != 0 && entry.seq() != last + 1) {
          rows.add(first + ".." + last);
          last = 0;
        }
        first = last == 0 ? entry.seq() : first;
        last = entry.seq();
      } else if (item instanceof Item.Gap) {
        rows.add(first + ".." + last);
        rows.add("gap");
        last = 0;
      }
    }
    rows.add(first + ".." + last);
    return rows;
  }

  private void answer(ClientFrame.History request, long from, long to, boolean more) {
    link.says(new ServerFrame.History(request.id(), "lobby", numbered(from, to), more));
  }

  private void refuse(ClientFrame.History request, ErrorCode code) {
    link.says(new ServerFrame.Refusal(request.id(), code.wire(), code.meaning(), null, 1000L));
  }

  private static List<ServerFrame.Message> numbered(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(HistoryPagesTest::numbered).toList();
  }

  private static ServerFrame.Message numbered(long seq) {
    return new ServerFrame.Message("lobby", seq, 5, "bob", Kind.USER, "text " + seq, null);
  }

  private static ServerFrame.Joined joined(long from, long to) {
    return new ServerFrame.Joined(
        null, "lobby", "e", "", List.of(), 1, to, 1, numbered(from, to), true);
  }
}
