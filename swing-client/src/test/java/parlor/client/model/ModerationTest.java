package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;
import parlor.protocol.Member;
import parlor.protocol.Role;
import parlor.protocol.ServerFrame;

/** Roles, what is removed, who is put out and who is blocked. */
class ModerationTest {
  private final FakeLinks links = new FakeLinks();
  private final Chat chat =
      new Chat(
          links, new Keyring(new FakeKeys()), new ManualTimers(), new SplittableRandom(1), "test");
  private final List<String> putOut = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private FakeLinks.FakeLink link;
  private RoomModel den;

  @BeforeEach
  void logIn() {
    chat.addListener(
        new Chat.Listener() {
          @Override
          public void putOut(RoomModel room, Item.@Nullable Left how) {
            putOut.add(room.name() + " " + (how == null ? "" : how.by() + " " + how.text()));
          }

          @Override
          public void heard(RoomModel room, ServerFrame.Message message) {
            heard.add(message.text());
          }
        });
    chat.login("localhost", "ada");
    link = links.newest();
    link.listener.connected();
    link.says(
        new ServerFrame.Welcome(
            null,
            "ada",
            "token",
            "parlor/test",
            Chat.UNTOLD,
            List.of(),
            List.of(),
            List.of("eve")));
    link.says(joined(Role.OWNER, "first topic"));
    den = chat.rooms().iterator().next();
  }

  @Test
  void aJoinTellsTheTopicAndWhatOneMayDo() {
    assertThat(den.topic()).isEqualTo("first topic");
    assertThat(den.role()).isEqualTo(Role.OWNER);
    Moderation moderation = chat.moderation();
    assertThat(moderation.mayDiscipline(den, new Member("bob", Kind.USER))).isTrue();
    assertThat(moderation.mayDiscipline(den, new Member("zoë", Kind.USER, Role.OWNER))).isFalse();
  }

  @Test
  void aTopicIsShownWhereItWasSetAndCounted() {
    link.says(message(1, "bob", "hi"));
    link.says(new ServerFrame.TopicSet("den", 2, 5, "bob", "上海"));
    link.says(message(3, "bob", "again"));

    assertThat(den.topic()).isEqualTo("上海");
    assertThat(den.items()).contains(new Item.Topic(2, 5, "bob", "上海"));
    assertThat(den.seq()).isEqualTo(3);
  }

  @Test
  void aRemovedMessageLosesItsTextAndKeepsItsPlace() {
    link.says(message(1, "bob", "unspeakable"));
    link.says(message(2, "bob", "fine"));
    link.says(new ServerFrame.Removed("den", 3, 5, "ada", 1));

    Item.Message removed = den.message(1);
    assertThat(removed).isNotNull();
    assertThat(removed.removed()).isTrue();
    assertThat(removed.text()).isEmpty();
    assertThat(den.seq()).isEqualTo(3);
    assertThat(chat.moderation().mayRemove(den, removed)).isFalse();
    assertThat(chat.moderation().mayRemove(den, den.message(2))).isTrue();
  }

  @Test
  void aPageOfNothingButRemovalsIsNotAskedForAgain() {
    link.says(
        new ServerFrame.Joined(
            null, "shed", "e", "", List.of(), 0, 40, 1, List.of(shed(40)), true));
    RoomModel shed =
        chat.rooms().stream().filter(room -> room.name().equals("shed")).findFirst().orElseThrow();
    chat.loadOlder(shed);
    link.says(
        new ServerFrame.History(
            link.last(ClientFrame.History.class).id(),
            "shed",
            List.of(
                new ServerFrame.Removed("shed", 38, 5, "ada", 1),
                new ServerFrame.Removed("shed", 39, 5, "ada", 2)),
            true));
    chat.loadOlder(shed);

    assertThat(link.last(ClientFrame.History.class).before()).isEqualTo(38);
  }

  @Test
  void aRoleIsShownInTheListAndIsOnesOwn() {
    link.says(new ServerFrame.MemberChanged("den", "bob", Role.MODERATOR, null, null, "ada", null));
    link.says(new ServerFrame.MemberChanged("den", "ada", Role.MEMBER, null, null, "zoë", null));

    assertThat(den.members()).contains(new Member("bob", Kind.USER, Role.MODERATOR));
    assertThat(den.role()).isEqualTo(Role.MEMBER);
  }

  @Test
  void whoIsPutOutIsToldByWhomAndWhy() {
    link.says(new ServerFrame.MemberLeft("den", "ada", 5, LeaveReason.KICKED, "zoë", "too loud"));
    link.says(new ServerFrame.Left(null, "den", LeaveReason.KICKED));

    assertThat(putOut).containsExactly("den zoë too loud");
    assertThat(chat.rooms()).isEmpty();
  }

  @Test
  void whoIsNotLetInAgainHasNoRoomAnyMore() {
    link.listener.ended(Link.Cause.LOST);
    chat.reconnectNow();
    FakeLinks.FakeLink again = links.newest();
    again.listener.connected();
    again.says(
        new ServerFrame.Welcome(
            null, "ada", "token", "parlor/test", Chat.UNTOLD, List.of(), List.of(), List.of()));
    String id = again.last(ClientFrame.Join.class).id();
    again.says(new ServerFrame.Refusal(id, ErrorCode.FORBIDDEN.wire(), "Banned", "banned", null));

    assertThat(putOut).containsExactly("den ");
    assertThat(chat.rooms()).isEmpty();
  }

  @Test
  void ofTheBlockedOneHearsNothing() {
    link.says(message(1, "eve", "hello?"));
    assertThat(heard).isEmpty();
    assertThat(den.unread()).isZero();

    chat.moderation().block("eve", false);
    link.says(new ServerFrame.Ok(link.last(ClientFrame.Block.class).id()));
    assertThat(chat.moderation().hasBlocked("eve")).isFalse();
    link.says(message(2, "eve", "hello?"));
    assertThat(heard).containsExactly("hello?");
    link.says(new ServerFrame.Blocked("eve", true));
    assertThat(chat.moderation().hasBlocked("eve")).isTrue();
  }

  @Test
  void aTopicThatIsNoLineIsNotSent() {
    assertThatThrownBy(() -> chat.moderation().setTopic(den, "two\nlines"))
        .isInstanceOf(InvalidValue.class);
    assertThat(link.all(ClientFrame.Topic.class)).isEmpty();
  }

  private static ServerFrame.Joined joined(Role role, String topic) {
    return new ServerFrame.Joined(
        null,
        "den",
        "e",
        topic,
        List.of(new Member("ada", Kind.USER, role), new Member("bob", Kind.USER)),
        2,
        0,
        1,
        List.of(),
        false,
        role,
        false,
        false);
  }

  private static ServerFrame.Message shed(long seq) {
    return new ServerFrame.Message("shed", seq, 5, "bob", Kind.USER, "hi", null);
  }

  private static ServerFrame.Message message(long seq, String from, String text) {
    return new ServerFrame.Message("den", seq, 5, from, Kind.USER, text, null);
  }
}
