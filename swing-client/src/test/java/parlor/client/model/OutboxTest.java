package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.Kind;
import parlor.protocol.ServerFrame;

/** What one says until it is stored: repeated with its id, in its order, or told as not sent. */
class OutboxTest {
  private final FakeLinks links = new FakeLinks();
  private final ManualTimers timers = new ManualTimers();
  private final Chat chat =
      new Chat(links, new Keyring(new FakeKeys()), timers, new SplittableRandom(1), "test");
  private final List<String> gaveUp = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private FakeLinks.FakeLink link;
  private RoomModel lobby;

  @BeforeEach
  void logIn() {
    chat.addListener(
        new Chat.Listener() {
          @Override
          public void gaveUp(RoomModel room) {
            gaveUp.add(room.title());
          }

          @Override
          public void refused(RoomModel room, ServerFrame.Refusal refusal, String text) {
            refused.add(text);
          }
        });
    chat.login("localhost", "Ada");
    link = comeOnline();
    link.says(joined(0));
    lobby = chat.rooms().iterator().next();
  }

  private FakeLinks.FakeLink comeOnline() {
    FakeLinks.FakeLink now = links.newest();
    now.listener.connected();
    now.says(
        new ServerFrame.Welcome(
            null, "Ada", "token", "parlor/test", Chat.UNTOLD, List.of(), List.of(), List.of()));
    return now;
  }

  @Test
  void whatTheServerCannotTakeNowIsSaidAgainWithTheSameIdWhenItSays() throws InvalidValue {
    chat.say(lobby, "hi", 7L);
    ClientFrame.Say first = link.last(ClientFrame.Say.class);
    refuse(first.id(), ErrorCode.UNAVAILABLE, 3000L);
    assertThat(states()).containsExactly(Item.Pending.State.REPEATING);
    timers.pass(Duration.ofMillis(2900));
    assertThat(says()).hasSize(1);
    timers.pass(Duration.ofMillis(100));

    assertThat(says()).hasSize(2).allMatch(first::equals);
    assertThat(states()).containsExactly(Item.Pending.State.SENDING);
    link.says(new ServerFrame.Said(first.id(), "lobby", 1, 5));
    assertThat(lobby.pending()).isEmpty();
    assertThat(texts()).containsExactly("hi");
    assertThat(refused).isEmpty();
  }

  @Test
  void whoIsRefusedAgainAndAgainAsksMoreAndMoreSlowly() throws InvalidValue {
    chat.say(lobby, "hi", null);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      refuse(link.last(ClientFrame.Say.class).id(), ErrorCode.RATE_LIMITED, null);
      long from = timers.now();
      int before = says().size();
      while (says().size() == before) {
        timers.pass(Duration.ofMillis(500));
      }
      waits.add(timers.now() - from);
    }

    assertThat(waits).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L);
  }

  @Test
  void whatIsSaidMeanwhileKeepsItsOrder() throws InvalidValue {
    chat.say(lobby, "1", null);
    chat.say(lobby, "2", null);
    String one = says().get(0).id();
    String two = says().get(1).id();
    refuse(one, ErrorCode.RATE_LIMITED, 1000L);
    refuse(two, ErrorCode.RATE_LIMITED, 1000L);
    chat.say(lobby, "3", null);
    assertThat(says()).hasSize(2);
    timers.pass(Duration.ofSeconds(1));
    assertThat(said()).containsExactly("1", "2", "1");
    link.says(new ServerFrame.Said(one, "lobby", 1, 5));
    link.says(new ServerFrame.Said(two, "lobby", 2, 5));
    link.says(new ServerFrame.Said(says().getLast().id(), "lobby", 3, 5));
    chat.say(lobby, "4", null);

    assertThat(said()).containsExactly("1", "2", "1", "2", "3", "4");
    assertThat(texts()).containsExactly("1", "2", "3");
  }

  @Test
  void whatCannotBeStoredForAQuarterOfAnHourIsToldAndMaySaidAgainAsAnother() throws InvalidValue {
    chat.say(lobby, "hi", null);
    String id = link.last(ClientFrame.Say.class).id();
    for (int i = 0; i < 100 && gaveUp.isEmpty(); i++) {
      refuse(link.last(ClientFrame.Say.class).id(), ErrorCode.UNAVAILABLE, 20_000L);
      timers.pass(Duration.ofSeconds(30));
    }
    assertThat(gaveUp).containsExactly("# lobby");
    assertThat(says()).hasSizeBetween(25, 60).allMatch(say -> say.id().equals(id));
    assertThat(states()).containsExactly(Item.Pending.State.FAILED);

    chat.sayAgain(lobby, lobby.pending().getFirst());
    assertThat(link.last(ClientFrame.Say.class).id()).isNotEqualTo(id);
    assertThat(states()).containsExactly(Item.Pending.State.SENDING);
  }

  @Test
  void whatWasNeverSentWaitsForTheConnectionHoweverLongThatTakes() throws InvalidValue {
    link.listener.ended(Link.Cause.LOST);
    chat.say(lobby, "from the train", null);
    timers.pass(Duration.ofMinutes(40));
    link = comeOnline();
    link.says(joined(0));

    assertThat(said()).containsExactly("from the train");
    assertThat(gaveUp).isEmpty();
  }

  @Test
  void whatWasSentTooLongAgoIsThePersonsToDecide() throws InvalidValue {
    chat.say(lobby, "perhaps stored", null);
    link.listener.ended(Link.Cause.LOST);
    timers.pass(Duration.ofMinutes(16));
    link = comeOnline();
    link.says(joined(0));
    assertThat(says()).isEmpty();
    assertThat(states()).containsExactly(Item.Pending.State.FAILED);

    chat.discard(lobby, lobby.pending().getFirst());
    assertThat(lobby.pending()).isEmpty();
  }

  @Test
  void theConnectionIsLostWhileOneWaits() throws InvalidValue {
    chat.say(lobby, "hi", null);
    String id = link.last(ClientFrame.Say.class).id();
    refuse(id, ErrorCode.UNAVAILABLE, 20_000L);
    link.listener.ended(Link.Cause.LOST);
    timers.pass(Duration.ofSeconds(3));
    link = comeOnline();
    link.says(joined(0));
    timers.pass(Duration.ofSeconds(60));

    assertThat(says()).hasSize(1).allMatch(say -> say.id().equals(id));
  }

  @Test
  void theSameWordsFromAnotherDeviceAreAnotherMessage() throws InvalidValue {
    chat.say(lobby, "ok", null);
    String id = link.last(ClientFrame.Say.class).id();
    link.says(message(1, "ada", "ok"));
    assertThat(lobby.pending()).hasSize(1);
    link.says(new ServerFrame.Said(id, "lobby", 2, 5));
    link.says(message(2, "Ada", "ok"));

    assertThat(texts()).containsExactly("ok", "ok");
    assertThat(seqs()).containsExactly(1L, 2L);
    assertThat(lobby.pending()).isEmpty();
  }

  @Test
  void aMessageThatCameBeforeItsConfirmationStandsWhereItBelongs() throws InvalidValue {
    chat.say(lobby, "mine", null);
    String id = link.last(ClientFrame.Say.class).id();
    link.says(message(1, "Ada", "mine"));
    link.says(message(2, "bob", "theirs"));
    link.says(new ServerFrame.Said(id, "lobby", 1, 5));

    assertThat(texts()).containsExactly("mine", "theirs");
    assertThat(lobby.seq()).isEqualTo(2);
  }

  @Test
  void aRoomThatCannotBeEnteredAgainJustNowIsTriedAgain() {
    link.listener.ended(Link.Cause.LOST);
    timers.pass(Duration.ofSeconds(3));
    link = comeOnline();
    ClientFrame.Join join = link.last(ClientFrame.Join.class);
    refuse(join.id(), ErrorCode.UNAVAILABLE, 1000L);
    timers.pass(Duration.ofSeconds(1));

    assertThat(link.all(ClientFrame.Join.class)).containsExactly(join, join);
    assertThat(refused).isEmpty();
  }

  private void refuse(String re, ErrorCode code, Long retryAfterMs) {
    link.says(new ServerFrame.Refusal(re, code.wire(), code.meaning(), null, retryAfterMs));
  }

  private List<ClientFrame.Say> says() {
    return link.all(ClientFrame.Say.class);
  }

  private List<String> said() {
    return says().stream().map(say -> say.text().value()).toList();
  }

  private List<Item.Pending.State> states() {
    return lobby.pending().stream().map(Item.Pending::state).toList();
  }

  private List<String> texts() {
    return messages().stream().map(Item.Message::text).toList();
  }

  private List<Long> seqs() {
    return messages().stream().map(Item.Message::seq).toList();
  }

  private List<Item.Message> messages() {
    return lobby.items().stream()
        .filter(Item.Message.class::isInstance)
        .map(Item.Message.class::cast)
        .toList();
  }

  private static ServerFrame.Message message(long seq, String from, String text) {
    return new ServerFrame.Message("lobby", seq, 5, from, Kind.USER, text, null);
  }

  private static ServerFrame.Joined joined(long seq) {
    return new ServerFrame.Joined(null, "lobby", "e", "", List.of(), 1, seq, 1, List.of(), false);
  }
}
