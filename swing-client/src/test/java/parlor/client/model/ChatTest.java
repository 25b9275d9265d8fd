package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.KeyFingerprint;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;
import parlor.protocol.Member;
import parlor.protocol.Role;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

class ChatTest {
  private final FakeLinks links = new FakeLinks();
  private final ManualTimers timers = new ManualTimers();
  private final KeyFingerprint shown = new KeyFingerprint("ab".repeat(32));
  private final FakeKeys keys = new FakeKeys();
  private final Keyring keyring = new Keyring(keys);
  private final Chat chat = new Chat(links, keyring, timers, new SplittableRandom(1), "test");
  private final List<LoginProblem> problems = new ArrayList<>();
  private final List<KeyDoubt> doubts = new ArrayList<>();
  private final List<String> refusedTexts = new ArrayList<>();

  @BeforeEach
  void listen() {
    chat.addListener(
        new Chat.Listener() {
          @Override
          public void loginFailed(LoginProblem problem, String detail) {
            problems.add(problem);
          }

          @Override
          public void keyDoubted(KeyDoubt doubt) {
            doubts.add(doubt);
          }

          @Override
          public void refused(RoomModel room, ServerFrame.Refusal refusal, String text) {
            refusedTexts.add(text);
          }
        });
  }

  // Login

  @Test
  void whatCannotBeRightIsSaidBeforeAnythingIsSent() {
    chat.login("no address", "ada");
    chat.login("localhost", "  ");
    chat.login("localhost", "x".repeat(33));
    chat.login("localhost", "a\u0007b");
    chat.login("localhost", "Robot ");

    assertThat(problems)
        .containsExactly(
            LoginProblem.ADDRESS_INVALID,
            LoginProblem.NICKNAME_BLANK,
            LoginProblem.NICKNAME_TOO_LONG,
            LoginProblem.NICKNAME_CHARACTERS,
            LoginProblem.NICKNAME_RESERVED);
    assertThat(links.opened).isEmpty();
  }

  @Test
  void whatTheServerRefusesIsSaid() {
    chat.login("localhost", "ada");
    links.newest().listener.connected();
    refuse(links.newest().last(ClientFrame.Hello.class).id(), ErrorCode.NICKNAME_TAKEN);

    assertThat(problems).containsExactly(LoginProblem.NICKNAME_TAKEN);
    assertThat(chat.standing()).isInstanceOf(Standing.LoggedOut.class);
    assertThat(links.newest().closed).isTrue();
  }

  @Test
  void aServerThatCannotBeReachedIsSaid() {
    chat.login("localhost", "ada");
    links.newest().listener.ended(Link.Cause.UNREACHABLE);
    chat.login("nowhere.invalid", "ada");
    links.newest().listener.ended(Link.Cause.UNKNOWN_HOST);

    assertThat(problems).containsExactly(LoginProblem.UNREACHABLE, LoginProblem.HOST_UNKNOWN);
  }

  @Test
  void aServerThatSaysNothingIsNoParlorServer() {
    chat.login("localhost", "ada");
    links.newest().listener.connected();
    timers.pass(Duration.ofSeconds(11));

    assertThat(problems).containsExactly(LoginProblem.NOT_PARLOR);
  }

  @Test
  void aLoginLeadsToTheLobby() {
    FakeLinks.FakeLink link = logIn();

    assertThat(chat.nickname()).isEqualTo("ada");
    assertThat(link.last(ClientFrame.Join.class).room()).isEqualTo(RoomName.LOBBY);
    assertThat(link.last(ClientFrame.Hello.class).heartbeatMs()).isEqualTo(20_000);
  }

  // Talking

  @Test
  void whatOneSaysIsPendingUntilItComesBackAndIsThereOnce() throws InvalidValue {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    chat.say(lobby, "hi\nthere", null);
    ClientFrame.Say say = link.last(ClientFrame.Say.class);
    assertThat(lobby.items().getLast()).isInstanceOf(Item.Pending.class);

    link.says(message(1, "ada", "hi\nthere"));
    link.says(new ServerFrame.Said(say.id(), "lobby", 1, 5));

    assertThat(texts(lobby)).containsExactly("hi\nthere");
    assertThat(lobby.pending()).isEmpty();
  }

  @Test
  void theConfirmationMayComeFirst() throws InvalidValue {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    chat.say(lobby, "hi", null);

    link.says(new ServerFrame.Said(link.last(ClientFrame.Say.class).id(), "lobby", 1, 5));
    link.says(message(1, "ada", "hi"));

    assertThat(texts(lobby)).containsExactly("hi");
  }

  @Test
  void aBlankMessageIsNotSent() {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);

    assertThatThrownBy(() -> chat.say(lobby, " \n\u3000", null)).isInstanceOf(InvalidValue.class);
    assertThat(link.all(ClientFrame.Say.class)).isEmpty();
    assertThat(lobby.pending()).isEmpty();
  }

  @Test
  void aRefusedMessageComesBackToThePerson() throws InvalidValue {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    chat.say(lobby, "not for you", null);
    refuse(link.last(ClientFrame.Say.class).id(), ErrorCode.FORBIDDEN);

    assertThat(refusedTexts).containsExactly("not for you");
    assertThat(lobby.pending()).isEmpty();
  }

  @Test
  void whatNobodyLooksAtIsUnread() {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    link.says(message(1, "bob", "hi"));
    link.says(message(2, "ada", "own words are read"));
    assertThat(lobby.unread()).isEqualTo(1);

    chat.lookAt(lobby);
    link.says(message(3, "bob", "again"));

    assertThat(lobby.unread()).isZero();
  }

  @Test
  void comingAndGoingIsShown() {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    link.says(new ServerFrame.MemberJoined("lobby", "bob", Kind.USER, Role.MODERATOR, 5));
    assertThat(lobby.members()).contains(new Member("bob", Kind.USER, Role.MODERATOR));
    assertThat(lobby.memberCount()).isEqualTo(2);

    link.says(new ServerFrame.MemberLeft("lobby", "bob", 6, LeaveReason.LOST));

    assertThat(lobby.memberCount()).isEqualTo(1);
    assertThat(lobby.items())
        .endsWith(new Item.Joined(5, "bob"), new Item.Left(6, "bob", LeaveReason.LOST));
  }

  @Test
  void membersBeyondTheFirstPageAreAskedFor() {
    FakeLinks.FakeLink link = logIn();
    link.says(
        new ServerFrame.Joined(
            null,
            "lobby",
            "e",
            "",
            List.of(new Member("ada", Kind.USER)),
            3,
            0,
            1,
            List.of(),
            false));
    assertThat(link.last(ClientFrame.Members.class).after()).isEqualTo("ada");
    link.says(new ServerFrame.Members(null, "lobby", List.of(new Member("bob", Kind.USER)), true));
    assertThat(link.last(ClientFrame.Members.class).after()).isEqualTo("bob");
    link.says(new ServerFrame.Members(null, "lobby", List.of(new Member("eve", Kind.USER)), false));

    assertThat(chat.rooms().iterator().next().members()).hasSize(3);
  }

  @Test
  void typingIsShownForAMoment() {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    link.says(new ServerFrame.Typing("lobby", "bob"));
    assertThat(lobby.typing()).containsExactly("bob");

    timers.pass(Duration.ofSeconds(6));

    assertThat(lobby.typing()).isEmpty();
  }

  // Whose key it is

  @Test
  void aKeyThatIsTrustedGoesOnWithTheLogin() {
    chat.login("localhost", "ada");
    doubt(null);

    assertThat(chat.standing()).isInstanceOf(Standing.LoggedOut.class);
    assertThat(doubts).hasSize(1).allMatch(doubt -> !doubt.isChange());
    assertThat(links.opened).hasSize(1);

    chat.trust(doubts.getFirst());
    assertThat(keys.known).containsValue(new ServerKeys.ByKey(shown));
    links.newest().listener.connected();
    assertThat(links.newest().last(ClientFrame.Hello.class).nickname().value()).isEqualTo("ada");
  }

  @Test
  void aKeyThatChangedIsNotTriedAgainUntilAPersonSaysSo() {
    FakeLinks.FakeLink link = logIn();
    link.listener.ended(Link.Cause.LOST);
    chat.reconnectNow();
    doubt(new ServerKeys.ByAuthority());
    timers.pass(Duration.ofMinutes(10));

    assertThat(chat.standing()).isInstanceOf(Standing.Doubting.class);
    assertThat(doubts).hasSize(1).allMatch(KeyDoubt::isChange);
    assertThat(links.opened).hasSize(2);

    chat.trust(doubts.getFirst());
    links.newest().listener.connected();
    assertThat(links.newest().last(ClientFrame.Hello.class).resume()).isEqualTo("token");
  }

  private void doubt(ServerKeys.Known known) {
    links.newest().listener.doubted(new KeyDoubt(links.newest().address, shown, known, false));
  }

  // Losing and coming back

  @Test
  void aLostConnectionIsTriedAgainMoreAndMoreSlowly() {
    FakeLinks.FakeLink link = logIn();
    joined(link, 0);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      links.newest().listener.ended(Link.Cause.LOST);
      long wait = ((Standing.Waiting) chat.standing()).retryAt() - timers.now();
      waits.add(wait);
      timers.pass(Duration.ofMillis(wait));
      assertThat(chat.standing()).isInstanceOf(Standing.Reconnecting.class);
    }

    long[] about = {1000, 2000, 4000, 8000, 16_000, 30_000, 30_000};
    for (int i = 0; i < about.length; i++) {
      assertThat(waits.get(i)).isBetween(about[i] * 9 / 10, about[i] * 11 / 10);
    }
    assertThat(links.opened).hasSize(8);
  }

  @Test
  void whoComesBackResumesAndAsksForWhatWasMissed() {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    link.says(message(1, "bob", "1"));
    link.listener.ended(Link.Cause.LOST);
    chat.reconnectNow();
    FakeLinks.FakeLink again = links.newest();
    again.listener.connected();
    assertThat(again.last(ClientFrame.Hello.class).resume()).isEqualTo("token");
    again.says(welcome());
    ClientFrame.Join join = again.last(ClientFrame.Join.class);
    assertThat(join.after()).isEqualTo(1);
    assertThat(join.epoch()).isEqualTo("e");

    again.says(joinedWith(6, true, message(5, "bob", "5"), message(6, "bob", "6")));
    again.says(message(7, "bob", "7"));
    assertThat(again.last(ClientFrame.History.class).after()).isEqualTo(1);
    again.says(page(again, true, message(2, "bob", "2"), message(3, "bob", "3")));
    assertThat(again.last(ClientFrame.History.class).after()).isEqualTo(3);
    again.says(page(again, false, message(4, "bob", "4"), message(5, "bob", "5")));

    assertThat(texts(lobby)).containsExactly("1", "2", "3", "4", "5", "6", "7");
    assertThat(lobby.seq()).isEqualTo(7);
  }

  @Test
  void aGapIsAskedForAgainIfTheConnectionIsLostMeanwhile() {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    link.says(message(1, "bob", "1"));
    link.listener.ended(Link.Cause.LOST);
    chat.reconnectNow();
    links.newest().listener.connected();
    links.newest().says(welcome());
    links.newest().says(joinedWith(9, true, message(9, "bob", "9")));
    links.newest().listener.ended(Link.Cause.LOST);
    chat.reconnectNow();
    links.newest().listener.connected();
    links.newest().says(welcome());

    assertThat(links.newest().last(ClientFrame.Join.class).after()).isEqualTo(1);
    assertThat(lobby.seq()).isEqualTo(1);
  }

  @Test
  void whatWasNotConfirmedIsSaidAgainWithTheSameId() throws InvalidValue {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    chat.say(lobby, "hi", null);
    String id = link.last(ClientFrame.Say.class).id();
    link.listener.ended(Link.Cause.LOST);
    chat.reconnectNow();
    FakeLinks.FakeLink again = links.newest();
    again.listener.connected();
    again.says(welcome());
    again.says(joinedWith(1, false, message(1, "ada", "hi")));
    assertThat(again.last(ClientFrame.Say.class).id()).isEqualTo(id);
    assertThat(texts(lobby)).isEmpty();
    again.says(new ServerFrame.Said(id, "lobby", 1, 5));

    assertThat(texts(lobby)).containsExactly("hi");
    assertThat(lobby.pending()).isEmpty();
  }

  @Test
  void anotherLifeOfTheLogGoesOnBelowTheOldOne() {
    FakeLinks.FakeLink link = logIn();
    RoomModel lobby = joined(link, 0);
    LongStream.rangeClosed(1, 3).forEach(seq -> link.says(message(seq, "bob", "old " + seq)));
    link.listener.ended(Link.Cause.LOST);
    chat.reconnectNow();
    links.newest().listener.connected();
    links.newest().says(welcome());
    links
        .newest()
        .says(
            new ServerFrame.Joined(
                null,
                "lobby",
                "other",
                "",
                List.of(),
                1,
                1,
                1,
                List.of(message(1, "bob", "new 1")),
                false));

    assertThat(texts(lobby)).containsExactly("old 1", "old 2", "old 3", "new 1");
    assertThat(lobby.seq()).isEqualTo(1);
  }

  @Test
  void anUnknownSessionIsFollowedByALoginAnew() {
    FakeLinks.FakeLink link = logIn();
    joined(link, 0);
    link.listener.ended(Link.Cause.LOST);
    chat.reconnectNow();
    FakeLinks.FakeLink again = links.newest();
    again.listener.connected();
    refuse(again.last(ClientFrame.Hello.class).id(), ErrorCode.SESSION_UNKNOWN);

    assertThat(again.all(ClientFrame.Hello.class)).hasSize(2);
    assertThat(again.last(ClientFrame.Hello.class).resume()).isNull();
  }

  @Test
  void whoWasReplacedDoesNotComeBackByItself() {
    FakeLinks.FakeLink link = logIn();
    joined(link, 0);
    refuse(null, ErrorCode.REPLACED);
    timers.pass(Duration.ofMinutes(5));

    assertThat(chat.standing()).isInstanceOf(Standing.Replaced.class);
    assertThat(links.opened).hasSize(1);
    chat.reconnectNow();
    assertThat(links.opened).hasSize(2);
  }

  @Test
  void aSilentConnectionIsNoConnection() {
    FakeLinks.FakeLink link = logIn();
    joined(link, 0);
    timers.pass(Duration.ofSeconds(30));
    assertThat(link.all(ClientFrame.Ping.class)).isNotEmpty();
    link.says(new ServerFrame.Pong(null, 0));
    timers.pass(Duration.ofSeconds(35));
    assertThat(chat.standing()).isInstanceOf(Standing.Online.class);

    timers.pass(Duration.ofSeconds(20));

    assertThat(link.closed).isTrue();
    assertThat(chat.isOnline()).isFalse();
  }

  @Test
  void whoLogsOutSaysGoodbye() {
    FakeLinks.FakeLink link = logIn();
    joined(link, 0);
    chat.logout();

    assertThat(link.last(ClientFrame.Bye.class)).isNotNull();
    assertThat(link.closed).isTrue();
    assertThat(chat.rooms()).isEmpty();
  }

  private FakeLinks.FakeLink logIn() {
    chat.login("localhost", "ada");
    FakeLinks.FakeLink link = links.newest();
    link.listener.connected();
    link.says(welcome());
    assertThat(chat.standing()).isInstanceOf(Standing.Online.class);
    return link;
  }

  private static ServerFrame.Welcome welcome() {
    return new ServerFrame.Welcome(
        null, "ada", "token", "parlor/test", Chat.UNTOLD, List.of(), List.of(), List.of());
  }

  private RoomModel joined(FakeLinks.FakeLink link, long seq) {
    link.says(joinedWith(seq, false));
    return chat.rooms().iterator().next();
  }

  private static ServerFrame.Joined joinedWith(
      long seq, boolean more, ServerFrame.Message... messages) {
    return new ServerFrame.Joined(
        null,
        "lobby",
        "e",
        "",
        List.of(new Member("ada", Kind.USER), new Member("robot", Kind.ROBOT)),
        1,
        seq,
        1,
        List.of(messages),
        more);
  }

  private static ServerFrame.Message message(long seq, String from, String text) {
    return new ServerFrame.Message("lobby", seq, 5, from, Kind.USER, text, null);
  }

  private static ServerFrame.History page(
      FakeLinks.FakeLink link, boolean more, ServerFrame.Message... messages) {
    return new ServerFrame.History(
        link.last(ClientFrame.History.class).id(), "lobby", List.of(messages), more);
  }

  private void refuse(String re, ErrorCode code) {
    links.newest().says(new ServerFrame.Refusal(re, code.wire(), code.meaning(), null, 1000L));
  }

  private static List<String> texts(RoomModel room) {
    return room.items().stream()
        .filter(Item.Message.class::isInstance)
        .map(item -> ((Item.Message) item).text())
        .toList();
  }
}
