package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.KeyFingerprint;
import parlor.protocol.Kind;
import parlor.protocol.Member;
import parlor.protocol.ServerFrame;

/** Losing one door of a server and coming in by another. */
class ReconnectTest {
  private final FakeLinks links = new FakeLinks();
  private final ManualTimers timers = new ManualTimers();
  private final FakeKeys keys = new FakeKeys();
  private final List<LoginProblem> problems = new ArrayList<>();
  private final List<String> details = new ArrayList<>();
  private final List<KeyDoubt> doubts = new ArrayList<>();
  private final KeyFingerprint strange = new KeyFingerprint("cd".repeat(32));
  private Chat chat = chat(1);

  private Chat chat(int seed) {
    return new Chat(links, new Keyring(keys), timers, new SplittableRandom(seed), "test");
  }

  @BeforeEach
  void listen() {
    chat.addListener(
        new Chat.Listener() {
          @Override
          public void loginFailed(LoginProblem problem, String detail) {
            problems.add(problem);
            details.add(detail);
          }

          @Override
          public void keyDoubted(KeyDoubt doubt) {
            doubts.add(doubt);
          }
        });
  }

  // Login

  @Test
  void aLoginTriesTheAddressesInTheirOrder() {
    chat.login("a, b, c", "ada");
    end(Link.Cause.UNREACHABLE);
    end(Link.Cause.UNKNOWN_HOST);
    enter();

    assertThat(hosts()).containsExactly("a", "b", "c");
    assertThat(chat.isOnline()).isTrue();
    assertThat(chat.address()).isEqualTo(address("c"));
    assertThat(problems).isEmpty();
  }

  @Test
  void aLoginThatNoAddressTakesFailsOnceWithTheFirstReason() {
    chat.login("a,b", "ada");
    end(Link.Cause.UNREACHABLE);
    end(Link.Cause.UNKNOWN_HOST);

    assertThat(problems).containsExactly(LoginProblem.UNREACHABLE);
    assertThat(details).containsExactly("a:7420, b:7420");
    assertThat(chat.standing()).isInstanceOf(Standing.LoggedOut.class);
  }

  @Test
  void anAddressThatDoesNotAnswerIsGivenUpSoonerIfThereIsAnother() {
    chat.login("a,b", "ada");
    timers.pass(Duration.ofSeconds(6));
    assertThat(hosts()).containsExactly("a", "b");
    assertThat(links.opened.getFirst().closed).isTrue();

    timers.pass(Duration.ofMinutes(1));
    assertThat(hosts()).containsExactly("a", "b");
  }

  @Test
  void aRefusedPersonIsNotTakenToAnotherAddress() {
    chat.login("a,b", "ada");
    links.newest().listener.connected();
    refuseHello(ErrorCode.NICKNAME_TAKEN);

    assertThat(hosts()).containsExactly("a");
    assertThat(problems).containsExactly(LoginProblem.NICKNAME_TAKEN);
  }

  // A connection that is lost

  @Test
  void aLostConnectionIsTriedWhereItWasAndThenAtOnceElsewhere() throws InvalidValue {
    FakeLinks.FakeLink first = logIn("a", "b:7420", "c:7420");
    RoomModel lobby = join(first, message(1, "bob", "1"));
    chat.say(lobby, "sent, not confirmed", null);
    String id = first.last(ClientFrame.Say.class).id();
    end(Link.Cause.LOST);
    assertThat(chat.standing()).isInstanceOf(Standing.Waiting.class);
    chat.say(lobby, "not sent yet", null);
    timers.pass(Duration.ofSeconds(2));
    assertThat(hosts()).containsExactly("a", "a");
    end(Link.Cause.UNREACHABLE);
    assertThat(chat.standing()).isEqualTo(new Standing.Reconnecting(links.newest().address, false));
    assertThat(links.newest().address.host()).isIn("b", "c");

    FakeLinks.FakeLink second = enter();
    assertThat(second.last(ClientFrame.Hello.class).resume()).isEqualTo("token");
    assertThat(second.last(ClientFrame.Join.class).after()).isEqualTo(1);
    assertThat(second.all(ClientFrame.Say.class)).isEmpty();
    second.says(joined(3, message(2, "ada", "sent, not confirmed"), message(3, "bob", "3")));

    assertThat(second.all(ClientFrame.Say.class)).hasSize(2);
    assertThat(second.all(ClientFrame.Say.class).getFirst().id()).isEqualTo(id);
    ClientFrame.Say say = second.last(ClientFrame.Say.class);
    assertThat(say.text().value()).isEqualTo("not sent yet");
    assertThat(say.id()).isNotEqualTo(id);
    second.says(new ServerFrame.Said(id, "lobby", 2, 5));
    second.says(new ServerFrame.Said(say.id(), "lobby", 4, 5));
    second.says(message(4, "ada", "not sent yet"));
    assertThat(texts(lobby)).containsExactly("1", "sent, not confirmed", "3", "not sent yet");
    assertThat(lobby.pending()).isEmpty();
    assertThat(chat.address()).isEqualTo(second.address);
  }

  @Test
  void whenNoneAnswersAllAreTriedAgainMoreAndMoreSlowly() {
    join(logIn("a,b", "c:7420"));
    end(Link.Cause.LOST);
    List<Long> waits = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      Standing.Waiting waiting = (Standing.Waiting) chat.standing();
      assertThat(waiting.tried()).isEqualTo(round == 0 ? 0 : 3);
      waits.add(waiting.retryAt() - timers.now());
      int before = links.opened.size();
      timers.pass(Duration.ofMillis(waits.getLast()));
      for (int i = 0; i < 3; i++) {
        end(Link.Cause.UNREACHABLE);
      }
      assertThat(hosts().subList(before, before + 3)).containsExactlyInAnyOrder("a", "b", "c");
    }

    long[] about = {1000, 2000, 4000, 8000};
    for (int i = 0; i < about.length; i++) {
      assertThat(waits.get(i)).isBetween(about[i] * 9 / 10, about[i] * 11 / 10);
    }
  }

  @Test
  void aDoorThatCannotServeNowIsLeftForAnother() {
    join(logIn("a", "b:7420"));
    end(Link.Cause.LOST);
    chat.reconnectNow();
    links.newest().listener.connected();
    refuseHello(ErrorCode.UNAVAILABLE);
    enter();

    assertThat(hosts()).containsExactly("a", "a", "b");
    assertThat(chat.isOnline()).isTrue();
  }

  @Test
  void thePersonNeedNotWaitForTheNextRound() {
    join(logIn("a", "b:7420"));
    end(Link.Cause.LOST);
    chat.reconnectNow();
    end(Link.Cause.UNREACHABLE);
    end(Link.Cause.UNREACHABLE);
    assertThat(chat.standing()).isInstanceOf(Standing.Waiting.class);
    chat.reconnectNow();
    enter();

    timers.pass(Duration.ofSeconds(30));
    assertThat(links.opened).hasSize(4);
  }

  // A server that goes away

  @Test
  void whoIsSentAwayGoesAtOnceToOneOfTheGivenAddressesAndHereOnlyAtLast() {
    FakeLinks.FakeLink first = logIn("a", "b:7420", "c:7420");
    join(first);
    timers.pass(Duration.ofSeconds(10));
    first.says(new ServerFrame.Moving(List.of("c:7420", "a:7420")));
    assertThat(first.closed).isTrue();
    assertThat(chat.standing()).isEqualTo(new Standing.Reconnecting(address("c"), true));
    end(Link.Cause.UNREACHABLE);
    end(Link.Cause.UNREACHABLE);
    enter();

    assertThat(hosts()).containsExactly("a", "c", "b", "a");
    assertThat(links.newest().last(ClientFrame.Hello.class).resume()).isEqualTo("token");
  }

  @Test
  void aWholeNodesWorthOfPeopleSpreads() {
    Set<String> firsts = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      chat = chat(seed);
      FakeLinks.FakeLink link = logIn("a");
      timers.pass(Duration.ofSeconds(10));
      link.says(new ServerFrame.Moving(List.of("b:7420", "c:7420", "d:7420")));
      firsts.add(links.newest().address.host());
    }
    assertThat(firsts).containsExactlyInAnyOrder("b", "c", "d");
  }

  @Test
  void whereThereIsNowhereElseOneComesBackLater() {
    FakeLinks.FakeLink link = logIn("a");
    join(link);
    link.says(new ServerFrame.Moving(List.of()));
    assertThat(chat.isOnline()).isTrue();
    link.listener.ended(Link.Cause.LOST);
    chat.reconnectNow();

    assertThat(hosts()).containsExactly("a", "a");
  }

  @Test
  void whoIsSentAroundInACircleWaits() {
    FakeLinks.FakeLink first = logIn("a", "b:7420");
    timers.pass(Duration.ofSeconds(10));
    first.says(new ServerFrame.Moving(List.of("b:7420")));
    enter().says(new ServerFrame.Moving(List.of("a:7420")));

    assertThat(chat.standing()).isInstanceOf(Standing.Waiting.class);
    timers.pass(Duration.ofSeconds(2));
    assertThat(hosts()).containsExactly("a", "b", "a");
  }

  @Test
  void whatWasToldOverAnEncryptedLineIsEncryptedToo() {
    FakeLinks.FakeLink link = logIn("a");
    timers.pass(Duration.ofSeconds(10));
    link.says(new ServerFrame.Moving(List.of("tcp://b:1", "no address", "c:1")));

    assertThat(links.newest().address).isEqualTo(new ServerAddress("c", 1, true));
    end(Link.Cause.UNREACHABLE);
    assertThat(hosts()).containsExactly("a", "c", "a");
  }

  // Keys

  @Test
  void aNewDoorWithAnUnknownKeyWaitsForThePersonWhileOthersAreTried() {
    join(logIn("a", "b:7420"));
    end(Link.Cause.LOST);
    chat.reconnectNow();
    end(Link.Cause.UNREACHABLE);
    KeyDoubt doubt = doubt(null);
    assertThat(doubts).containsExactly(doubt);
    assertThat(chat.standing()).isInstanceOf(Standing.Waiting.class);
    chat.reconnectNow();
    end(Link.Cause.UNREACHABLE);
    assertThat(hosts()).containsExactly("a", "a", "b", "a");
    assertThat(doubts).hasSize(1);

    chat.trust(doubt);
    enter();
    assertThat(chat.address()).isEqualTo(address("b"));
    assertThat(keys.known).containsEntry(address("b"), new ServerKeys.ByKey(strange));
  }

  @Test
  void nobodyIsAskedAboutADoorThatIsNotNeeded() {
    join(logIn("a", "b:7420", "c:7420"));
    end(Link.Cause.LOST);
    chat.reconnectNow();
    end(Link.Cause.UNREACHABLE);
    doubt(null);
    enter();

    assertThat(doubts).isEmpty();
    assertThat(hosts()).startsWith("a", "a").hasSize(4);
  }

  @Test
  void aKeyThatChangedIsSaidAtOnce() {
    join(logIn("a", "b:7420"));
    end(Link.Cause.LOST);
    chat.reconnectNow();
    KeyDoubt doubt = doubt(new ServerKeys.ByAuthority());
    timers.pass(Duration.ofMinutes(5));

    assertThat(doubts).containsExactly(doubt);
    assertThat(chat.standing()).isInstanceOf(Standing.Doubting.class);
    assertThat(hosts()).containsExactly("a", "a");
  }

  private KeyDoubt doubt(ServerKeys.Known known) {
    KeyDoubt doubt = new KeyDoubt(links.newest().address, strange, known, known == null);
    links.newest().listener.doubted(doubt);
    return doubt;
  }

  // Helpers

  private FakeLinks.FakeLink logIn(String typed, String... told) {
    chat.login(typed, "ada");
    links.newest().listener.connected();
    links.newest().says(welcome(told));
    return links.newest();
  }

  private FakeLinks.FakeLink enter() {
    links.newest().listener.connected();
    links.newest().says(welcome());
    return links.newest();
  }

  private void end(Link.Cause cause) {
    links.newest().listener.ended(cause);
  }

  private List<String> hosts() {
    return links.opened.stream().map(link -> link.address.host()).toList();
  }

  private static ServerAddress address(String host) {
    return new ServerAddress(host, ServerAddress.DEFAULT_PORT, true);
  }

  private static ServerFrame.Welcome welcome(String... told) {
    return new ServerFrame.Welcome(
        null, "ada", "token", "parlor/test", Chat.UNTOLD, List.of(), List.of(told), List.of());
  }

  private RoomModel join(FakeLinks.FakeLink link, ServerFrame.Message... messages) {
    link.says(joined(messages.length, messages));
    return chat.rooms().iterator().next();
  }

  private static ServerFrame.Joined joined(long seq, ServerFrame.Message... messages) {
    return new ServerFrame.Joined(
        null,
        "lobby",
        "e",
        "",
        List.of(new Member("ada", Kind.USER)),
        1,
        seq,
        1,
        List.of(messages),
        false);
  }

  private static ServerFrame.Message message(long seq, String from, String text) {
    return new ServerFrame.Message("lobby", seq, 5, from, Kind.USER, text, null);
  }

  private void refuseHello(ErrorCode code) {
    String id = links.newest().last(ClientFrame.Hello.class).id();
    links.newest().says(new ServerFrame.Refusal(id, code.wire(), code.meaning(), null, null));
  }

  private static List<String> texts(RoomModel room) {
    return room.items().stream()
        .filter(Item.Message.class::isInstance)
        .map(item -> ((Item.Message) item).text())
        .toList();
  }
}
