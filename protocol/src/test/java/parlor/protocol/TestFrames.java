package parlor.protocol;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random frames, each type as likely as the other. */
final class TestFrames {
  static final Limits LIMITS =
      new Limits(
          65_536,
          5_000,
          32,
          64,
          50,
          10_000,
          50,
          10_485_760,
          10,
          6,
          200,
          500,
          30_000,
          400,
          6_000,
          60,
          600,
          500);

  private final Generator random;

  TestFrames(Generator random) {
    this.random = random;
  }

  ClientFrame clientFrame() {
    String id = random.orNull(() -> random.flip() ? "é".repeat(64) : "m" + random.below(1_000));
    return switch (random.below(21)) {
      case 0 ->
          new ClientFrame.Hello(
              id,
              1,
              random.orNull(() -> random.string(200)),
              nickname(),
              random.orNull(() -> random.string(40)),
              random.orNull(() -> random.string(40)),
              random.orNull(() -> 1 + random.below(3_600_000)));
      case 1 -> new ClientFrame.Join(id, room(), seq(0), random.orNull(() -> random.string(20)));
      case 2 -> new ClientFrame.Leave(id, room());
      case 3 -> {
        List<String> files = files();
        yield new ClientFrame.Say(id, room(), words(files), seq(1), files);
      }
      case 9 -> {
        List<String> files = files();
        Nickname to = random.flip() ? Nickname.ROBOT : nickname();
        yield new ClientFrame.Tell(id, to, words(files), seq(1), files);
      }
      case 10 -> new ClientFrame.Read(id, room(), random.from(0));
      case 11 -> new ClientFrame.Conversations(id, random.orNull(() -> random.string(20)));
      case 12 ->
          new ClientFrame.Search(
              id,
              text().value(),
              random.orNull(this::room),
              random.orNull(() -> random.string(20)),
              random.orNull(() -> random.string(20)),
              random.orNull(() -> random.intFrom(1)));
      case 13 -> new ClientFrame.Register(id, random.string(40));
      case 14 -> {
        var action = random.oneOf(List.of(ClientFrame.Account.Action.values()));
        boolean changes = action == ClientFrame.Account.Action.PASSWORD;
        yield new ClientFrame.Account(
            id, action, random.string(40), changes ? random.string(40) : null);
      }
      case 4 ->
          new ClientFrame.History(
              id, room(), seq(0), seq(0), random.orNull(() -> random.intFrom(1)));
      case 5 -> new ClientFrame.Members(id, room(), random.orNull(() -> random.string(20)));
      case 6 -> new ClientFrame.Rooms(id, random.orNull(() -> random.string(20)));
      case 7 -> new ClientFrame.Typing(id, room());
      case 8 -> new ClientFrame.Ping(id);
      case 15 -> new ClientFrame.Topic(id, room(), line());
      case 16 -> new ClientFrame.Remove(id, room(), random.from(1));
      case 17 ->
          new ClientFrame.SetRole(
              id,
              room(),
              nickname(),
              random.oneOf(List.of(Role.NONE, Role.MEMBER, Role.MODERATOR, Role.OWNER)));
      case 18 -> {
        var order = random.oneOf(List.of(ClientFrame.Discipline.Order.values()));
        yield new ClientFrame.Discipline(
            id,
            room(),
            order,
            nickname(),
            order.lasts() ? random.orNull(() -> 1 + random.below(1_000)) : null,
            random.orNull(() -> untilValid(() -> notEmpty(line()))));
      }
      case 19 ->
          new ClientFrame.Settings(
              id, room(), random.orNull(random::flip), random.orNull(random::flip));
      case 20 -> new ClientFrame.Block(id, nickname(), random.flip());
      default -> new ClientFrame.Bye(id);
    };
  }

  ServerFrame serverFrame() {
    String re = random.orNull(() -> random.string(10));
    return switch (random.below(26)) {
      case 0 ->
          new ServerFrame.Welcome(
              re,
              random.string(10),
              random.string(30),
              random.string(20),
              limits(),
              list(() -> random.string(10)),
              list(() -> random.string(10)),
              list(() -> random.string(10)));
      case 1 -> joined(re, list(this::entry));
      case 2 ->
          new ServerFrame.Left(
              re,
              random.string(10),
              random.orNull(() -> random.oneOf(List.of(LeaveReason.values()))));
      case 3 -> new ServerFrame.Said(re, random.string(10), random.from(0), random.from(0));
      case 4 -> history(re, list(this::entry));
      case 5 -> new ServerFrame.Members(re, random.string(10), list(this::member), random.flip());
      case 6 ->
          new ServerFrame.Rooms(
              re,
              list(() -> new RoomInfo(random.string(10), random.string(10), random.intFrom(0))),
              random.flip());
      case 7 -> new ServerFrame.Ok(re);
      case 8 -> new ServerFrame.Pong(re, random.from(Long.MIN_VALUE));
      case 9 -> new ServerFrame.Bye(re);
      case 10 ->
          new ServerFrame.Refusal(
              re,
              random.string(10),
              random.string(40),
              random.orNull(() -> random.string(10)),
              seq(0));
      case 17 -> new ServerFrame.Registered(re, random.string(10));
      case 18 -> new ServerFrame.Conversations(re, list(this::conversation), random.flip());
      case 19 ->
          new ServerFrame.Found(re, list(this::message), random.orNull(() -> random.string(10)));
      case 20 -> new ServerFrame.ReadUpTo(random.string(10), random.from(0));
      case 11 -> message();
      case 12 ->
          new ServerFrame.MemberJoined(
              random.string(10),
              random.string(10),
              kind(),
              random.oneOf(List.of(Role.values())),
              random.from(0));
      case 13 ->
          new ServerFrame.MemberLeft(
              random.string(10),
              random.string(10),
              random.from(0),
              random.oneOf(List.of(LeaveReason.values())),
              random.orNull(() -> random.string(10)),
              random.orNull(() -> random.string(10)));
      case 21 -> topic();
      case 22 -> removed();
      case 23 ->
          new ServerFrame.MemberChanged(
              random.string(10),
              random.string(10),
              random.orNull(this::role),
              random.orNull(random::flip),
              seq(0),
              random.string(10),
              random.orNull(() -> random.string(10)));
      case 24 ->
          new ServerFrame.RoomChanged(
              random.string(10), random.flip(), random.flip(), random.string(10));
      case 25 -> new ServerFrame.Blocked(random.string(10), random.flip());
      case 14 ->
          new ServerFrame.MembersChanged(
              random.string(10), random.intFrom(0), random.intFrom(0), random.intFrom(0));
      case 15 -> new ServerFrame.Typing(random.string(10), random.string(10));
      default -> new ServerFrame.Moving(list(() -> random.string(20)));
    };
  }

  ServerFrame.Joined joined(@Nullable String re, List<? extends ServerFrame.Entry> messages) {
    return new ServerFrame.Joined(
        re,
        random.string(10),
        random.string(10),
        random.string(10),
        list(this::member),
        random.intFrom(0),
        random.from(0),
        random.from(0),
        messages,
        random.flip(),
        role(),
        random.flip(),
        random.flip());
  }

  ServerFrame.History history(@Nullable String re, List<? extends ServerFrame.Entry> messages) {
    return new ServerFrame.History(re, random.string(10), messages, random.flip());
  }

  ServerFrame.Entry entry() {
    return switch (random.below(4)) {
      case 0 -> topic();
      case 1 -> removed();
      default -> message();
    };
  }

  private ServerFrame.TopicSet topic() {
    return new ServerFrame.TopicSet(
        random.string(10), random.from(0), random.from(0), random.string(10), random.string(40));
  }

  private ServerFrame.Removed removed() {
    return new ServerFrame.Removed(
        random.string(10), random.from(0), random.from(0), random.string(10), random.from(0));
  }

  private Role role() {
    return random.oneOf(List.of(Role.values()));
  }

  ServerFrame.Message message() {
    boolean removed = random.below(5) == 0;
    return new ServerFrame.Message(
        random.string(10),
        random.from(0),
        random.from(0),
        random.string(10),
        kind(),
        random.orNull(() -> random.string(10)),
        removed ? "" : random.string(200),
        seq(1),
        list(this::attachment),
        removed);
  }

  private Attachment attachment() {
    return new Attachment(
        random.string(10),
        random.string(10),
        random.string(10),
        random.from(0),
        random.orNull(() -> random.intFrom(1)),
        random.orNull(() -> random.intFrom(1)));
  }

  private ConversationInfo conversation() {
    return new ConversationInfo(
        random.string(10),
        random.orNull(() -> random.string(10)),
        random.from(0),
        random.from(0),
        random.intFrom(0));
  }

  <T> List<T> list(Supplier<T> element) {
    return Stream.generate(element).limit(random.below(4)).toList();
  }

  private Limits limits() {
    return new Limits(
        random.intFrom(1),
        random.intFrom(1),
        random.intFrom(1),
        random.intFrom(1),
        random.intFrom(0),
        random.from(0),
        random.intFrom(1),
        random.from(0),
        random.intFrom(0),
        random.intFrom(0),
        random.intFrom(0),
        random.intFrom(0),
        random.from(0),
        random.intFrom(0),
        random.intFrom(0),
        random.intFrom(0),
        random.intFrom(0),
        random.intFrom(0));
  }

  private Member member() {
    return new Member(random.string(10), kind(), role());
  }

  private Kind kind() {
    return random.flip() ? Kind.USER : Kind.ROBOT;
  }

  private @Nullable Long seq(long min) {
    return random.orNull(() -> random.from(min));
  }

  private Nickname nickname() {
    return untilValid(() -> Nickname.parse(random.string(10), LIMITS.nicknameCodePoints()));
  }

  private RoomName room() {
    return random.flip()
        ? new RoomName((random.flip() ? "room-" : "@") + random.below(100))
        : untilValid(() -> RoomName.parse(random.string(4), LIMITS.roomCodePoints()));
  }

  private MessageText text() {
    return untilValid(() -> MessageText.parse(random.string(100), LIMITS.textCodePoints()));
  }

  private Line line() {
    return untilValid(() -> Line.parse(random.string(20), LIMITS.topicCodePoints()));
  }

  private static Line notEmpty(Line line) throws InvalidValue {
    return line.value().isEmpty() ? Line.parse("because", 200) : line;
  }

  private List<String> files() {
    return list(() -> random.string(20));
  }

  private MessageText words(List<String> files) {
    return files.isEmpty() || random.flip() ? text() : MessageText.NONE;
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T get() throws InvalidValue;
  }

  private static <T> T untilValid(Attempt<T> attempt) {
    while (true) {
      try {
        return attempt.get();
      } catch (InvalidValue e) {
        // Another one, then.
      }
    }
  }
}
