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
import parlor.protocol.ConversationInfo;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.Kind;
import parlor.protocol.ServerFrame;

/** Private conversations, what is unread, older messages, accounts. */
class ConversationsTest {
  private final FakeLinks links = new FakeLinks();
  private final ManualTimers timers = new ManualTimers();
  private final FakeKeys keys = new FakeKeys();
  private final Chat chat =
      new Chat(links, new Keyring(keys), timers, new SplittableRandom(1), "test");
  private final List<String> entered = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> account = new ArrayList<>();
  private FakeLinks.FakeLink link;

  @BeforeEach
  void logIn() {
    chat.addListener(
        new Chat.Listener() {
          @Override
          public void roomEntered(RoomModel room) {
            entered.add(room.title());
          }

          @Override
          public void refused(RoomModel room, ServerFrame.Refusal refusal, String text) {
            refused.add((room == null ? "" : room.title()) + " " + text);
          }

          @Override
          public void accountRefused(ServerFrame.Refusal refusal) {
            account.add(refusal.code());
          }

          @Override
          public void accountChanged(ClientFrame.Account.Action action) {
            account.add(action.name());
          }
        });
    chat.login("localhost", "ada", "secret", "");
    link = comeOnline();
    link.says(joined("lobby", 0, false));
    entered.clear();
  }

  private FakeLinks.FakeLink comeOnline() {
    FakeLinks.FakeLink now = links.newest();
    now.listener.connected();
    now.says(
        new ServerFrame.Welcome(
            null, "ada", "token", "parlor/test", Chat.UNTOLD, List.of(), List.of(), List.of()));
    return now;
  }

  // Private conversations

  @Test
  void whatSomebodyTellsOpensAConversationThatIsUnread() {
    link.says(told("@x", 7, "bob", "ada", "psst"));

    RoomModel bob = room("@ bob");
    assertThat(bob.unread()).isEqualTo(1);
    assertThat(bob.newFrom()).isEqualTo(7);
    assertThat(entered).isEmpty();
    chat.lookAt(bob);
    assertThat(bob.unread()).isZero();
  }

  @Test
  void aConversationThatOneBeginsGetsItsNameFromTheServer() throws InvalidValue {
    chat.talkTo("bob");
    RoomModel bob = room("@ bob");
    assertThat(entered).containsExactly("@ bob");
    chat.say(bob, "hi", null);
    ClientFrame.Tell tell = link.last(ClientFrame.Tell.class);
    assertThat(tell.to().value()).isEqualTo("bob");
    link.says(told("@x", 1, "ada", "bob", "hi"));
    link.says(new ServerFrame.Said(tell.id(), "@x", 1, 5));

    assertThat(bob.pending()).isEmpty();
    assertThat(texts(bob)).containsExactly("hi");
    assertThat(bob.name()).isEqualTo("@x");
    chat.say(bob, "by its name now", null);
    assertThat(link.last(ClientFrame.Say.class).room().value()).isEqualTo("@x");
    assertThat(chat.rooms()).hasSize(2);
  }

  @Test
  void theAnswerMayComeBeforeTheMessage() throws InvalidValue {
    chat.talkTo("bob");
    chat.say(room("@ bob"), "hi", null);
    link.says(new ServerFrame.Said(link.last(ClientFrame.Tell.class).id(), "@x", 3, 5));
    link.says(told("@x", 3, "ada", "bob", "hi"));

    assertThat(texts(room("@ bob"))).containsExactly("hi");
    assertThat(room("@ bob").name()).isEqualTo("@x");
  }

  @Test
  void nobodyByThatNameIsSaidAndNothingIsLost() throws InvalidValue {
    chat.talkTo("nobody");
    chat.say(room("@ nobody"), "hello?", null);
    refuse(link.last(ClientFrame.Tell.class).id(), ErrorCode.RECIPIENT_UNKNOWN);

    assertThat(refused).containsExactly("@ nobody hello?");
    assertThat(room("@ nobody").pending()).isEmpty();
  }

  @Test
  void theNextHolderOfANicknameIsAnotherConversation() {
    link.says(told("@x", 1, "bob", "ada", "first bob"));
    link.says(told("@y", 1, "bob", "ada", "second bob"));

    List<RoomModel> both = chat.rooms().stream().filter(RoomModel::isPrivate).toList();
    assertThat(both).extracting(RoomModel::isPast).containsExactly(true, false);
    chat.talkTo("bob");
    assertThat(entered).containsExactly("@ bob");
    assertThat(chat.rooms()).hasSize(3);
  }

  @Test
  void whoeverHasTheNicknameNowIsTalkedToInAnotherConversation() throws InvalidValue {
    chat.talkTo("bob");
    RoomModel first = room("@ bob");
    chat.say(first, "a secret", null);
    link.says(new ServerFrame.Said(link.last(ClientFrame.Tell.class).id(), "@x", 1, 5));
    chat.say(first, "as I said", null);
    refuse(link.last(ClientFrame.Say.class).id(), ErrorCode.RECIPIENT_UNKNOWN);
    assertThat(first.isPast()).isTrue();

    chat.talkTo("bob");
    RoomModel next = chat.rooms().stream().toList().getLast();
    assertThat(next).isNotSameAs(first);
    assertThat(next.key()).isNotEqualTo(first.key());
    assertThat(next.items()).isEmpty();
    chat.say(next, "who are you?", null);
    assertThat(link.last(ClientFrame.Tell.class).to().value()).isEqualTo("bob");
    link.says(new ServerFrame.Said(link.last(ClientFrame.Tell.class).id(), "@y", 1, 6));

    assertThat(texts(next)).containsExactly("who are you?");
    assertThat(texts(first)).containsExactly("a secret");
    assertThat(next.isPast()).isFalse();
  }

  @Test
  void aConversationThatWasThoughtPastGoesOnIfTheServerSaysSo() throws InvalidValue {
    link.says(told("@x", 1, "bob", "ada", "hi"));
    RoomModel bob = room("@ bob");
    chat.say(bob, "are you there?", null);
    refuse(link.last(ClientFrame.Say.class).id(), ErrorCode.RECIPIENT_UNKNOWN);
    chat.talkTo("bob");
    RoomModel nameless = chat.rooms().stream().toList().getLast();
    chat.lookAt(nameless);
    chat.say(nameless, "and now?", null);
    entered.clear();
    link.says(new ServerFrame.Said(link.last(ClientFrame.Tell.class).id(), "@x", 2, 6));

    assertThat(texts(bob)).containsExactly("hi", "and now?");
    assertThat(bob.isPast()).isFalse();
    assertThat(bob.pending()).isEmpty();
    assertThat(chat.rooms()).containsExactly(room("# lobby"), bob);
    assertThat(entered).containsExactly("@ bob");
  }

  @Test
  void aConversationThatIsTakenOffTheListBeforeItsHistoryComesStaysOff() {
    link.says(told("@x", 1, "bob", "ada", "one"));
    chat.leave(room("@ bob"));
    link.says(joined("@x", 1, false));

    assertThat(chat.rooms()).containsExactly(room("# lobby"));
  }

  @Test
  void aConversationThatComesBackHasWhatWasSaidBefore() {
    link.says(told("@x", 1, "bob", "ada", "one"));
    chat.leave(room("@ bob"));
    link.says(told("@x", 2, "bob", "ada", "two"));
    ClientFrame.Join join = link.last(ClientFrame.Join.class);
    assertThat(join.room().value()).isEqualTo("@x");
    assertThat(join.after()).isNull();
    link.says(
        new ServerFrame.Joined(
            null,
            "@x",
            "epoch",
            "",
            List.of(),
            2,
            2,
            1,
            List.of(told("@x", 1, "bob", "ada", "one"), told("@x", 2, "bob", "ada", "two")),
            false));

    assertThat(texts(room("@ bob"))).containsExactly("one", "two");
    assertThat(room("@ bob").unread()).isEqualTo(1);
  }

  @Test
  void whatWasSaidWhileOneWasAwayIsSentOnceTheNameIsKnownOrNot() throws InvalidValue {
    link.says(told("@x", 1, "bob", "ada", "hi"));
    link.says(joined("@x", 1, false));
    lose();
    chat.say(room("@ bob"), "in the known one", null);
    chat.talkTo("eve");
    chat.say(room("@ eve"), "in the new one", null);
    FakeLinks.FakeLink again = comeOnline();
    assertThat(again.last(ClientFrame.Tell.class).to().value()).isEqualTo("eve");
    assertThat(again.all(ClientFrame.Join.class))
        .extracting(join -> join.room().value() + " " + join.after())
        .containsExactly("lobby 0", "@x 1");
    again.says(joined("@x", 1, false));

    assertThat(again.all(ClientFrame.Say.class)).hasSize(1);
    assertThat(again.last(ClientFrame.Say.class).text().value()).isEqualTo("in the known one");
  }

  // The account's rooms

  @Test
  void theAccountsRoomsComeBackWithoutComingToTheFront() {
    link.says(
        new ServerFrame.Conversations(
            null,
            List.of(
                new ConversationInfo("@x", "bob", 3, 1, 2),
                new ConversationInfo("garden", null, 9, 4, 5)),
            true));
    assertThat(link.last(ClientFrame.Conversations.class).after()).isEqualTo("garden");
    assertThat(link.all(ClientFrame.Join.class))
        .extracting(join -> join.room().value())
        .contains("@x", "garden");
    link.says(joined("garden", 9, false));

    assertThat(entered).isEmpty();
    assertThat(room("# garden").unread()).isEqualTo(5);
    assertThat(room("# garden").newFrom()).isEqualTo(5);
    assertThat(room("@ bob").unread()).isEqualTo(2);
  }

  // Read positions

  @Test
  void whatIsSeenIsToldALittleLaterAndOnce() {
    chat.lookAt(room("# lobby"));
    link.says(message(1, "bob", "one"));
    link.says(message(2, "bob", "two"));
    assertThat(link.all(ClientFrame.Read.class)).isEmpty();
    timers.pass(Duration.ofSeconds(2));
    timers.pass(Duration.ofSeconds(20));

    assertThat(link.all(ClientFrame.Read.class)).hasSize(1);
    assertThat(link.last(ClientFrame.Read.class).seq()).isEqualTo(2);
  }

  @Test
  void whatNobodyLooksAtIsNotRead() {
    chat.lookAt(null);
    link.says(message(1, "bob", "one"));
    timers.pass(Duration.ofSeconds(5));

    assertThat(link.all(ClientFrame.Read.class)).isEmpty();
    assertThat(room("# lobby").unread()).isEqualTo(1);
  }

  @Test
  void whatWasReadElsewhereIsNoLongerUnread() {
    chat.lookAt(null);
    link.says(message(1, "bob", "one"));
    link.says(message(2, "bob", "two"));
    link.says(new ServerFrame.ReadUpTo("lobby", 1));
    assertThat(room("# lobby").unread()).isEqualTo(1);
    link.says(new ServerFrame.ReadUpTo("lobby", 2));

    assertThat(room("# lobby").unread()).isZero();
    assertThat(room("# lobby").newFrom()).isZero();
  }

  @Test
  void theLineStandsAboveTheFirstThatCameWhileNobodyLooked() {
    RoomModel lobby = room("# lobby");
    List<Integer> changed = new ArrayList<>();
    lobby.addListener(
        new RoomModel.Listener() {
          @Override
          public void replaced(int index) {
            changed.add(index);
          }
        });
    chat.lookAt(lobby);
    link.says(message(1, "bob", "seen"));
    chat.lookAt(null);
    link.says(message(2, "ada", "one's own"));
    link.says(message(3, "bob", "unseen"));
    link.says(message(4, "bob", "too"));

    assertThat(firstNew(lobby)).containsExactly("unseen");
    assertThat(lobby.items().get(changed.getLast())).isEqualTo(lobby.message(3));
    chat.lookAt(lobby);
    assertThat(lobby.unread()).isZero();
    assertThat(firstNew(lobby)).containsExactly("unseen");
    chat.lookAt(null);
    assertThat(firstNew(lobby)).isEmpty();
  }

  @Test
  void whatLiesBelowWhatIsSeenIsNewUntilOneComesThere() {
    RoomModel lobby = room("# lobby");
    chat.lookAt(lobby);
    chat.seeNewest(false);
    link.says(message(1, "bob", "below"));
    timers.pass(Duration.ofSeconds(5));
    assertThat(lobby.unread()).isEqualTo(1);
    assertThat(firstNew(lobby)).containsExactly("below");
    assertThat(link.all(ClientFrame.Read.class)).isEmpty();
    chat.seeNewest(true);
    timers.pass(Duration.ofSeconds(5));

    assertThat(lobby.unread()).isZero();
    assertThat(firstNew(lobby)).containsExactly("below");
    assertThat(link.all(ClientFrame.Read.class)).hasSize(1);
  }

  @Test
  void whatWasSeenIsToldAgainIfTheServerMayNotHaveHeardIt() {
    chat.lookAt(room("# lobby"));
    link.says(message(1, "bob", "seen"));
    timers.pass(Duration.ofSeconds(5));
    ClientFrame.Read told = link.all(ClientFrame.Read.class).getLast();
    link.says(
        new ServerFrame.Refusal(told.id(), ErrorCode.UNAVAILABLE.wire(), "Not now", null, 1_000L));
    timers.pass(Duration.ofSeconds(5));
    assertThat(link.all(ClientFrame.Read.class)).containsExactly(told, told);

    link.listener.ended(Link.Cause.LOST);
    timers.pass(Duration.ofSeconds(30));
    link = comeOnline();
    link.says(joined("lobby", 1, false));
    timers.pass(Duration.ofSeconds(5));

    assertThat(link.all(ClientFrame.Read.class))
        .extracting(ClientFrame.Read::seq)
        .containsExactly(1L);
  }

  private static List<String> firstNew(RoomModel room) {
    return room.items().stream()
        .filter(item -> item instanceof Item.Message message && room.isFirstNew(message))
        .map(item -> ((Item.Message) item).text())
        .toList();
  }

  // However a nickname is written

  @Test
  void aPersonIsTheSameHoweverTheNicknameIsWritten() {
    link.says(told("@x", 1, "Bob", "ada", "psst"));
    chat.talkTo("ｂｏｂ");
    assertThat(entered).containsExactly("@ Bob");
    link.says(new ServerFrame.Blocked("Bob", true));
    assertThat(chat.hasBlocked("BOB")).isTrue();
    link.says(new ServerFrame.Blocked("bob", false));
    assertThat(chat.moderation().blocked()).isEmpty();

    link.says(message(1, "ADA", "from my telephone"));
    assertThat(room("# lobby").unread()).isZero();
  }

  // Older messages

  @Test
  void olderMessagesComePageByPageAsOneChange() {
    RoomModel lobby = room("# lobby");
    link.says(joinedWith(LongStream.rangeClosed(101, 103).mapToObj(this::numbered).toList()));
    assertThat(lobby.hasOlder()).isTrue();
    List<Integer> changes = new ArrayList<>();
    lobby.addListener(
        new RoomModel.Listener() {
          @Override
          public void inserted(int index, int count) {
            changes.add(count);
          }
        });
    chat.loadOlder(lobby);
    chat.loadOlder(lobby);
    assertThat(link.all(ClientFrame.History.class)).hasSize(1);
    ClientFrame.History request = link.last(ClientFrame.History.class);
    assertThat(request.before()).isEqualTo(101);
    link.says(
        new ServerFrame.History(
            request.id(),
            "lobby",
            LongStream.rangeClosed(1, 100).mapToObj(this::numbered).toList(),
            false));

    assertThat(changes).containsExactly(100);
    assertThat(texts(lobby)).hasSize(103).startsWith("text 1").endsWith("text 103");
    assertThat(lobby.hasOlder()).isFalse();
    assertThat(lobby.isLoadingOlder()).isFalse();
  }

  @Test
  void olderMessagesThatCannotBeHadMayBeAskedForAgain() {
    link.says(joinedWith(List.of(numbered(50))));
    RoomModel lobby = room("# lobby");
    chat.loadOlder(lobby);
    refuse(link.last(ClientFrame.History.class).id(), ErrorCode.UNAVAILABLE);
    assertThat(lobby.isLoadingOlder()).isFalse();
    chat.loadOlder(lobby);

    assertThat(link.all(ClientFrame.History.class)).hasSize(2);
  }

  @Test
  void catchingUpIsSeenUntilNothingIsMissing() {
    RoomModel lobby = room("# lobby");
    link.says(message(1, "bob", "text 1"));
    lose();
    FakeLinks.FakeLink again = comeOnline();
    again.says(joinedWith(List.of(numbered(60))));
    assertThat(lobby.isCatchingUp()).isTrue();
    ClientFrame.History request = again.last(ClientFrame.History.class);
    assertThat(request.after()).isEqualTo(1);
    again.says(
        new ServerFrame.History(
            request.id(),
            "lobby",
            LongStream.rangeClosed(2, 59).mapToObj(this::numbered).toList(),
            false));

    assertThat(lobby.isCatchingUp()).isFalse();
    assertThat(texts(lobby)).hasSize(60);
  }

  // Accounts

  @Test
  void thePasswordIsSentAtTheLoginAndTheSessionAfterwards() {
    assertThat(link.last(ClientFrame.Hello.class).password()).isEqualTo("secret");
    lose();
    FakeLinks.FakeLink again = comeOnline();
    assertThat(again.last(ClientFrame.Hello.class).password()).isNull();
    assertThat(again.last(ClientFrame.Hello.class).resume()).isEqualTo("token");
  }

  @Test
  void aMissingPasswordIsAProblemOfThePassword() {
    List<LoginProblem> problems = new ArrayList<>();
    Chat guest = new Chat(links, new Keyring(keys), timers, new SplittableRandom(1), "test");
    guest.addListener(
        new Chat.Listener() {
          @Override
          public void loginFailed(LoginProblem problem, String detail) {
            problems.add(problem);
          }
        });
    guest.login("localhost", "bob");
    links.newest().listener.connected();
    refuse(links.newest().last(ClientFrame.Hello.class).id(), ErrorCode.PASSWORD_REQUIRED);

    assertThat(problems).containsExactly(LoginProblem.PASSWORD_REQUIRED);
    assertThat(problems.getFirst().isOfPassword()).isTrue();
  }

  @Test
  void whatBecomesOfAnAccountIsTold() {
    chat.register("x");
    refuse(link.last(ClientFrame.Register.class).id(), ErrorCode.PASSWORD_INVALID);
    chat.changeAccount(ClientFrame.Account.Action.LOGOUT_OTHERS, "secret", null);
    link.says(new ServerFrame.Ok(link.last(ClientFrame.Account.class).id()));
    chat.changeAccount(ClientFrame.Account.Action.DELETE, "secret", null);
    link.says(new ServerFrame.Ok(link.last(ClientFrame.Account.class).id()));

    assertThat(account).containsExactly("password-invalid", "LOGOUT_OTHERS", "DELETE");
    assertThat(chat.standing()).isInstanceOf(Standing.LoggedOut.class);
  }

  private void lose() {
    link.listener.ended(Link.Cause.LOST);
    timers.pass(Duration.ofSeconds(60));
  }

  private RoomModel room(String title) {
    return chat.rooms().stream()
        .filter(room -> room.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private void refuse(String re, ErrorCode code) {
    links.newest().says(new ServerFrame.Refusal(re, code.wire(), code.meaning(), null, null));
  }

  private ServerFrame.Message numbered(long seq) {
    return message(seq, "bob", "text " + seq);
  }

  private static ServerFrame.Message message(long seq, String from, String text) {
    return new ServerFrame.Message("lobby", seq, 5, from, Kind.USER, text, null);
  }

  private static ServerFrame.Message told(
      String room, long seq, String from, String to, String text) {
    return new ServerFrame.Message(room, seq, 5, from, Kind.USER, to, text, null, List.of(), false);
  }

  private static ServerFrame.Joined joined(String room, long seq, boolean more) {
    return new ServerFrame.Joined(
        null, room, "e-" + room, "", List.of(), 0, seq, 1, List.of(), more);
  }

  private static ServerFrame.Joined joinedWith(List<ServerFrame.Message> messages) {
    return new ServerFrame.Joined(
        null, "lobby", "e-lobby", "", List.of(), 0, messages.getLast().seq(), 1, messages, true);
  }

  private static List<String> texts(RoomModel room) {
    return room.items().stream()
        .filter(Item.Message.class::isInstance)
        .map(item -> ((Item.Message) item).text())
        .toList();
  }
}
