package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parlor.moderation.Permission;
import parlor.people.Passwords;
import parlor.protocol.Nickname;
import parlor.protocol.Role;
import parlor.store.Maintenance;

/** Roles over the wire. */
class RolesTest {
  private static final AtomicInteger ROOMS = new AtomicInteger();
  private static final Map<String, TestClient> ACCOUNTS = new ConcurrentHashMap<>();
  private static TestGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    Path data = Files.createTempDirectory("parlor-roles");
    try (var passwords = new Passwords()) {
      new Maintenance(data, null)
          .createAccount(
              Nickname.ofPrepared("root"),
              passwords.hash("root password").toCompletableFuture().get(),
              System.currentTimeMillis());
    }
    gateway =
        TestGateway.start(
            "limits.rates = off, limits.resume = 1s, admins = [root, 管理员], admin-rooms = [Hall]",
            data);
  }

  @AfterAll
  static void stop() {
    ACCOUNTS.clear();
    gateway.close();
  }

  // The table

  static Stream<Arguments> everyCommandWithEveryRoleInAndOutOfTheRoom() {
    List<Arguments> all = new ArrayList<>();
    for (Permission command : Permission.values()) {
      for (Role role : Role.values()) {
        for (boolean inside : new boolean[] {true, false}) {
          all.add(Arguments.of(command, role, inside));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyCommandWithEveryRoleInAndOutOfTheRoom")
  void itIsAsTheTableSays(Permission command, Role role, boolean inside) {
    String room = "room-" + ROOMS.incrementAndGet();
    String victim = "vic-" + room;
    TestClient owner = account("olga");
    account("ted");
    owner.join(room);
    give(owner, room, "mona", "moderator");
    give(owner, room, "mel", "member");
    TestClient guest = TestClient.as(gateway.port(), victim);
    guest.join(room);
    guest.send("{'type':'say','id':'s','room':'%s','text':'hello'}".formatted(room));
    guest.expectRe("s");
    TestClient actor =
        account(
            switch (role) {
              case NONE -> "nina";
              case MEMBER -> "mel";
              case MODERATOR -> "mona";
              case OWNER -> "olga";
              case ADMIN -> "root";
            });
    if (inside) {
      assertThat(actor.join(room).path("role").asText("none")).isEqualTo(role.wire());
    } else if (role == Role.OWNER) {
      leave(owner, room);
    }

    actor.send(frame(command, room, victim));
    JsonNode answer = actor.expectRe("x");

    String expected =
        !inside && command.where() == Permission.Where.INSIDE
            ? "not-in-room"
            : role.isAtLeast(command.least()) ? "" : "forbidden";
    assertThat(answer.path("code").asText()).isEqualTo(expected);
    if ((inside && command != Permission.LEAVE) || command == Permission.JOIN) {
      leave(actor, room);
    }
    if (actor != owner && (inside || role != Role.OWNER)) {
      leave(owner, room);
    }
    guest.send("{'type':'bye'}");
    guest.expect("bye");
  }

  private static String frame(Permission command, String room, String victim) {
    return switch (command) {
      case JOIN, LEAVE, HISTORY, MEMBERS, TYPING -> command(command, room, "");
      case SAY -> command(command, room, ",'text':'hi'");
      case READ -> command(command, room, ",'seq':1");
      case TOPIC -> command(command, room, ",'topic':'news'");
      case REMOVE -> command(command, room, ",'seq':1");
      case ROLE -> command(command, room, ",'nickname':'ted','role':'member'");
      case KICK, MUTE, UNMUTE, BAN, UNBAN -> command(command, room, ",'nickname':'" + victim + "'");
      case SETTINGS -> "{'type':'room','id':'x','room':'%s','membersOnly':true}".formatted(room);
    };
  }

  private static String command(Permission command, String room, String rest) {
    return "{'type':'%s','id':'x','room':'%s'%s}"
        .formatted(command.name().toLowerCase(Locale.ROOT), room, rest);
  }

  // Who stands above whom

  @ParameterizedTest
  @ValueSource(strings = {"kick", "mute", "unmute", "ban", "unban"})
  void nobodyDisciplinesThoseWhoStandAsHighOrHigher(String order) {
    String room = ownedRoom();
    TestClient moderator = account("mona");
    moderator.join(room);
    give(account("olga"), room, "mel", "moderator");
    for (String nickname : List.of("olga", "mel", "mona", "root")) {
      act(moderator, room, order, nickname);
      moderator.expectError("act", "forbidden");
    }
    act(account("olga"), room, order, "root");
    account("olga").expectError("act", "forbidden");
    leaveAll(room, "mona");
  }

  @Test
  void moderatorsMakeMembersAndOwnersMakeOwners() {
    String room = ownedRoom();
    TestClient moderator = account("mona");
    moderator.join(room);
    give(moderator, room, "ted", "member");
    for (String role : List.of("moderator", "owner")) {
      setRole(moderator, room, "ted", role);
      moderator.expectError("role", "forbidden");
    }
    setRole(moderator, room, "olga", "none");
    moderator.expectError("role", "forbidden");
    setRole(moderator, room, "ted", "admin");
    moderator.expectError("role", "malformed");
    give(account("olga"), room, "ted", "owner");
    setRole(account("olga"), room, "ted", "none");
    account("olga").expectError("role", "forbidden");
    give(account("olga"), room, "olga", "none");
    setRole(account("olga"), room, "olga", "owner");
    account("olga").expectError("role", "forbidden");
    leaveAll(room, "mona");
  }

  @Test
  void theOthersAreToldTheRoleOfWhoComes() {
    String room = "room-" + ROOMS.incrementAndGet();
    TestClient owner = account("olga");
    TestClient mona = account("mona");
    owner.join(room);
    give(owner, room, "mona", "moderator");
    mona.join(room);
    TestClient.as(gateway.port(), "guest-" + room).join(room);

    assertThat(roleOfWhoComes(owner, room, "mona")).isEqualTo("moderator");
    assertThat(roleOfWhoComes(owner, room, "guest-" + room)).isEmpty();
  }

  private static String roleOfWhoComes(TestClient told, String room, String nickname) {
    return told.expect(
            frame ->
                frame.path("type").asText().equals("member-joined")
                    && frame.path("room").asText().equals(room)
                    && frame.path("nickname").asText().equals(nickname))
        .path("role")
        .asText();
  }

  @Test
  void aGuestHasNoRole() {
    String room = ownedRoom();
    TestClient guest = TestClient.as(gateway.port(), "gus");
    guest.join(room);
    setRole(account("olga"), room, "gus", "member");
    JsonNode refused = account("olga").expectRe("role");
    assertThat(refused.path("code").asText()).isEqualTo("forbidden");
    assertThat(refused.path("reason").asText()).isEqualTo("no-account");
    for (String nobody : List.of("nobody", "robot")) {
      setRole(account("olga"), room, nobody, "member");
      account("olga").expectError("role", "recipient-unknown");
    }
    guest.close();
    leaveAll(room);
  }

  @Test
  void aGuestWhoRegistersMayHaveARoleWhereTheyAre() {
    String room = ownedRoom();
    TestClient gina = TestClient.as(gateway.port(), "gina");
    gina.join(room);
    gina.send("{'type':'register','id':'reg','password':'gina password'}");
    assertThat(gina.expectRe("reg").path("type").asText()).isEqualTo("registered");
    gina.send("{'type':'say','id':'s','room':'%s','text':'behind that'}".formatted(room));
    gina.expectRe("s");

    setRole(account("olga"), room, "gina", "member");

    assertThat(account("olga").expectRe("role").path("type").asText()).isEqualTo("ok");
    gina.close();
    leaveAll(room);
  }

  // What others see

  @Test
  void whoIsKickedIsToldLastAndMayComeBack() {
    String room = ownedRoom();
    TestClient eve = TestClient.as(gateway.port(), "eve");
    TestClient bob = TestClient.as(gateway.port(), "bob");
    eve.join(room);
    bob.join(room);
    account("olga")
        .send(
            "{'type':'kick','id':'act','room':'%s','nickname':'EVE','reason':'太吵'}"
                .formatted(room));
    assertThat(account("olga").expectRe("act").path("type").asText()).isEqualTo("ok");

    for (TestClient each : List.of(bob, eve)) {
      JsonNode left = each.expect("member-left");
      assertThat(left.path("nickname").asText()).isEqualTo("eve");
      assertThat(left.path("reason").asText()).isEqualTo("kicked");
      assertThat(left.path("by").asText()).isEqualTo("olga");
      assertThat(left.path("text").asText()).isEqualTo("太吵");
    }
    JsonNode out = eve.next();
    assertThat(out.path("type").asText()).isEqualTo("left");
    assertThat(out.path("reason").asText()).isEqualTo("kicked");
    assertThat(out.has("re")).isFalse();
    eve.send("{'type':'say','id':'s','room':'%s','text':'but'}".formatted(room));
    eve.expectError("s", "not-in-room");
    assertThat(bob.sync()).isEmpty();
    eve.join(room);
    assertThat(bob.expect("member-joined").path("nickname").asText()).isEqualTo("eve");
    eve.close();
    bob.close();
    leaveAll(room);
  }

  @Test
  void everyFrameIsAnsweredAlsoWhileOneIsPutOut() {
    String room = ownedRoom();
    TestClient eve = TestClient.as(gateway.port(), "eva");
    eve.join(room);
    act(account("olga"), room, "kick", "eva");
    for (int i = 0; i < 200; i++) {
      eve.send(
          (i % 3 == 0
                  ? "{'type':'say','id':'e%d','room':'%s','text':'x'}"
                  : i % 3 == 1
                      ? "{'type':'members','id':'e%d','room':'%s'}"
                      : "{'type':'history','id':'e%d','room':'%s'}")
              .formatted(i, room));
    }

    assertThat(account("olga").expectRe("act").path("type").asText()).isEqualTo("ok");
    // Answers may overtake each other.
    Set<String> answered = new HashSet<>();
    while (answered.size() < 200) {
      JsonNode answer = eve.expect(frame -> frame.path("re").asText().startsWith("e"));
      assertThat(answer.path("code").asText("")).isIn("", "not-in-room");
      assertThat(answered.add(answer.path("re").asText())).as("answered once").isTrue();
    }
    eve.close();
    leaveAll(room);
  }

  /** A join answers {@code left} at once, often before the connection inside knows of it. */
  @Test
  void whoWasPutOutMayComeBackAtOnce() {
    String room = ownedRoom();
    TestClient eve = TestClient.as(gateway.port(), "evita");
    for (int i = 0; i < 300; i++) {
      eve.join(room);
      act(account("olga"), room, "kick", "evita");
      assertThat(account("olga").expectRe("act").path("type").asText()).isEqualTo("ok");
      assertThat(eve.expect("left").path("reason").asText()).isEqualTo("kicked");
    }
    eve.join(room);
    eve.close();
    leaveAll(room);
  }

  @Test
  void theBannedStayOutUntilTheyAreAllowedBack() {
    String room = ownedRoom();
    TestClient eve = TestClient.as(gateway.port(), "evelyn");
    eve.join(room);
    act(account("olga"), room, "ban", "evelyn");
    assertThat(account("olga").expectRe("act").path("type").asText()).isEqualTo("ok");
    assertThat(eve.expect("left").path("reason").asText()).isEqualTo("banned");

    // The frames behind a refused join are answered too.
    eve.send("{'type':'join','id':'j','room':'%s'}".formatted(room));
    eve.send("{'type':'say','id':'s','room':'%s','text':'x'}".formatted(room));
    JsonNode refused = eve.expectRe("j");
    assertThat(refused.path("code").asText()).isEqualTo("forbidden");
    assertThat(refused.path("reason").asText()).isEqualTo("banned");
    eve.expectError("s", "not-in-room");
    eve.send("{'type':'bye'}");
    eve.expect("bye");
    TestClient again = TestClient.as(gateway.port(), "Evelyn");
    again.send("{'type':'join','id':'j','room':'%s'}".formatted(room));
    again.expectError("j", "forbidden");
    act(account("olga"), room, "unban", "evelyn");
    account("olga").expectRe("act");
    again.join(room);
    again.close();
    leaveAll(room);
  }

  @Test
  void theMutedAreToldAndSayNothing() {
    String room = ownedRoom();
    TestClient eve = TestClient.as(gateway.port(), "erin");
    eve.join(room);
    eve.send("{'type':'say','id':'s0','room':'%s','text':'x'}".formatted(room));
    JsonNode said = eve.expectRe("s0");
    account("olga")
        .send(
            "{'type':'mute','id':'act','room':'%s','nickname':'erin','minutes':5}".formatted(room));
    account("olga").expectRe("act");
    JsonNode muted = eve.expect("member-changed");
    assertThat(muted.path("muted").asBoolean()).isTrue();
    assertThat(muted.path("until").asLong()).isGreaterThan(System.currentTimeMillis());
    assertThat(muted.path("by").asText()).isEqualTo("olga");

    eve.send("{'type':'say','id':'s','room':'%s','text':'x'}".formatted(room));
    JsonNode refused = eve.expectRe("s");
    assertThat(refused.path("reason").asText()).isEqualTo("muted");
    assertThat(refused.path("retryAfterMs").asLong()).isBetween(1L, 300_000L);
    // What was said before stays said.
    eve.send("{'type':'say','id':'s0','room':'%s','text':'x'}".formatted(room));
    assertThat(eve.expectRe("s0")).isEqualTo(said);
    act(account("olga"), room, "unmute", "erin");
    account("olga").expectRe("act");
    eve.send("{'type':'say','id':'s2','room':'%s','text':'x'}".formatted(room));
    assertThat(eve.expectRe("s2").path("type").asText()).isEqualTo("said");
    eve.close();
    leaveAll(room);
  }

  @Test
  void aTopicIsAnEntryAndIsToldToWhoComes() {
    String room = ownedRoom();
    TestClient bob = TestClient.as(gateway.port(), "benno");
    bob.join(room);
    TestClient owner = account("olga");
    owner.send("{'type':'topic','id':'t','room':'%s','topic':'上海 <b>today</b>'}".formatted(room));
    assertThat(owner.expectRe("t").path("type").asText()).isEqualTo("ok");
    JsonNode entry = bob.expect("topic");
    assertThat(entry.path("seq").asLong()).isEqualTo(1);
    assertThat(entry.path("from").asText()).isEqualTo("olga");
    assertThat(entry.path("topic").asText()).isEqualTo("上海 <b>today</b>");

    JsonNode joined = bob.join(room);
    assertThat(joined.path("topic").asText()).isEqualTo("上海 <b>today</b>");
    assertThat(joined.path("messages").path(0)).isEqualTo(entry);
    bob.send("{'type':'rooms','id':'r'}");
    assertThat(bob.expectRe("r").path("rooms").findValuesAsText("topic"))
        .contains("上海 <b>today</b>");
    for (String bad : List.of("two\\nlines", "\\u202Eback", "\\u0007")) {
      owner.send("{'type':'topic','id':'t','room':'%s','topic':'%s'}".formatted(room, bad));
      owner.expectError("t", "malformed");
    }
    owner.send(
        "{'type':'topic','id':'t','room':'%s','topic':'%s'}".formatted(room, "x".repeat(201)));
    owner.expectError("t", "message-too-long");
    bob.close();
    leaveAll(room);
  }

  @Test
  void aRemovedMessageIsGoneEverywhereAndItsPlaceStays() throws Exception {
    String room = ownedRoom();
    TestClient bob = new TestClient(gateway.port());
    String session = bob.hello("boris").path("session").asText();
    bob.join(room);
    for (String text : List.of("fine", "unspeakable", "fine too")) {
      bob.send("{'type':'say','id':'%s','room':'%s','text':'%s'}".formatted(text, room, text));
      bob.expectRe(text);
    }
    done(account("olga"), "{'type':'remove','id':'act','room':'%s','seq':2}".formatted(room));
    JsonNode removed = bob.expect("removed");
    assertThat(removed.path("seq").asLong()).isEqualTo(4);
    assertThat(removed.path("target").asLong()).isEqualTo(2);
    assertThat(removed.path("from").asText()).isEqualTo("olga");

    JsonNode joined = bob.join(room);
    bob.send("{'type':'history','id':'h','room':'%s'}".formatted(room));
    for (JsonNode messages : List.of(joined.path("messages"), bob.expectRe("h").path("messages"))) {
      assertThat(messages).hasSize(4);
      assertThat(messages.path(1).path("removed").asBoolean()).isTrue();
      assertThat(messages.path(1).has("text")).isFalse();
      assertThat(messages.path(1).path("from").asText()).isEqualTo("boris");
    }
    bob.send("{'type':'search','id':'f','text':'unspeakable'}");
    assertThat(bob.expectRe("f").path("messages")).isEmpty();
    for (String format : List.of("jsonl", "text")) {
      assertThat(export(session, room, format)).doesNotContain("unspeakable").contains("fine too");
    }
    // A retry of what was removed is still no second message.
    bob.send("{'type':'say','id':'unspeakable','room':'%s','text':'unspeakable'}".formatted(room));
    assertThat(bob.expectRe("unspeakable").path("seq").asLong()).isEqualTo(2);
    bob.close();
    leaveAll(room);
  }

  private static String export(String session, String room, String format) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:%d/rooms/%s/export?format=%s"
                              .formatted(gateway.webPort(), room, format)))
                  .header("Authorization", "Bearer " + session)
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void aMembersOnlyRoomLetsInWhoHasARole() {
    String room = ownedRoom();
    done(
        account("olga"),
        "{'type':'room','id':'act','room':'%s','membersOnly':true}".formatted(room));
    TestClient bob = TestClient.as(gateway.port(), "basil");
    bob.send("{'type':'join','id':'j','room':'%s'}".formatted(room));
    assertThat(bob.expectRe("j").path("reason").asText()).isEqualTo("members-only");

    assertThat(account("mel").join(room).path("role").asText()).isEqualTo("member");
    give(account("olga"), room, "mel", "none");
    assertThat(account("mel").expect("left").path("reason").asText()).isEqualTo("kicked");
    bob.close();
    leaveAll(room);
  }

  @Test
  void aHiddenRoomIsNotListed() {
    String room = ownedRoom();
    TestClient bob = TestClient.as(gateway.port(), "bruno");
    assertThat(listed(bob)).contains(room);
    JsonNode shown =
        doneAndShown(
            account("olga"),
            "{'type':'room','id':'act','room':'%s','hidden':true}".formatted(room),
            "room-changed");
    assertThat(shown.path("hidden").asBoolean()).isTrue();

    assertThat(listed(bob)).doesNotContain(room);
    assertThat(bob.join(room).path("hidden").asBoolean()).isTrue();
    done(account("olga"), "{'type':'room','id':'act','room':'%s','hidden':false}".formatted(room));
    assertThat(listed(bob)).contains(room);
    bob.close();
    leaveAll(room);
  }

  private static List<String> listed(TestClient client) {
    client.send("{'type':'rooms','id':'r'}");
    return client.expectRe("r").path("rooms").findValuesAsText("room");
  }

  // Admins

  @Test
  void anAdminsNicknameCannotBeClaimedByAnybodyWhoComesAlong() {
    TestClient eve = new TestClient(gateway.port());
    for (String nickname : List.of("管理员", "ro\u043Et")) {
      eve.send(
          "{'type':'hello','id':'h','protocol':1,'nickname':%s}"
              .formatted(TestClient.quote(nickname)));
      assertThat(eve.expectRe("h").path("code").asText())
          .isIn("nickname-reserved", "password-required");
    }
    eve.send("{'type':'hello','id':'h','protocol':1,'nickname':'root','password':'guess'}");
    eve.expectError("h", "wrong-password");
  }

  @Test
  void theLobbyAndTheRoomsOfTheAdminsHaveNoOwner() {
    TestClient ted = account("ted");
    for (String room : List.of("lobby", "hall")) {
      assertThat(ted.join(room).path("role").asText("none")).isEqualTo("none");
      ted.send("{'type':'topic','id':'t','room':'%s','topic':'mine'}".formatted(room));
      ted.expectError("t", "forbidden");
      leave(ted, room);
    }
  }

  @Test
  void whatWasDoneIsInTheAuditLog() {
    String room = ownedRoom();
    act(account("olga"), room, "unban", "nobody-at-all");
    account("olga").expectRe("act");
    done(account("olga"), "{'type':'topic','id':'act','room':'%s','topic':'t'}".formatted(room));
    leaveAll(room);

    List<String> lines =
        new Maintenance(gateway.data(), null)
            .audit().stream().filter(line -> line.contains("  " + room + "  ")).toList();
    assertThat(lines.getFirst()).endsWith("olga role olga: owner");
    assertThat(lines.getLast()).endsWith("olga topic: t");
  }

  // Blocking

  @Test
  void whoIsBlockedCannotTellAndAllDevicesKnow() {
    TestClient first = account("bea");
    TestClient second = new TestClient(gateway.port());
    second.send(
        "{'type':'hello','id':'h','protocol':1,'nickname':'bea','password':'bea password'}");
    second.expectRe("h");
    TestClient eve = TestClient.as(gateway.port(), "esme");
    eve.send("{'type':'tell','id':'t','to':'bea','text':'hi'}");
    String conversation = eve.expectRe("t").path("room").asText();
    first.send("{'type':'block','id':'b','nickname':'ESME'}");
    assertThat(first.expectRe("b").path("type").asText()).isEqualTo("ok");
    assertThat(second.expect("blocked").path("nickname").asText()).isEqualTo("esme");

    eve.send("{'type':'tell','id':'t2','to':'bea','text':'hi'}");
    JsonNode refused = eve.expectRe("t2");
    assertThat(refused.path("code").asText()).isEqualTo("forbidden");
    assertThat(refused.path("reason").asText()).isEqualTo("blocked");
    eve.send("{'type':'say','id':'t3','room':'%s','text':'hi'}".formatted(conversation));
    eve.expectError("t3", "forbidden");
    TestClient third = new TestClient(gateway.port());
    third.send("{'type':'hello','id':'h','protocol':1,'nickname':'bea','password':'bea password'}");
    assertThat(third.expectRe("h").path("blocked").path(0).asText()).isEqualTo("esme");
    third.send("{'type':'unblock','id':'u','nickname':'esme'}");
    third.expectRe("u");
    assertThat(first.expect("unblocked").path("nickname").asText()).isEqualTo("esme");
    eve.send("{'type':'tell','id':'t4','to':'bea','text':'hi'}");
    assertThat(eve.expectRe("t4").path("type").asText()).isEqualTo("said");
    for (String nobody : List.of("nobody", "robot", "bea")) {
      first.send("{'type':'block','id':'n','nickname':'%s'}".formatted(nobody));
      first.expectError("n", "recipient-unknown");
    }
  }

  @Test
  void aPrivateConversationHasNoRolesButOnesOwnMessagesCanBeRemoved() {
    TestClient ada = TestClient.as(gateway.port(), "adele");
    TestClient bob = TestClient.as(gateway.port(), "bodo");
    ada.send("{'type':'tell','id':'t','to':'bodo','text':'oops'}");
    String room = ada.expectRe("t").path("room").asText();
    bob.expect("message");
    bob.send("{'type':'remove','id':'r','room':'%s','seq':1}".formatted(room));
    bob.expectError("r", "forbidden");
    ada.send("{'type':'topic','id':'p','room':'%s','topic':'x'}".formatted(room));
    ada.expectError("p", "forbidden");
    ada.send("{'type':'remove','id':'r','room':'%s','seq':1}".formatted(room));
    assertThat(ada.expectRe("r").path("type").asText()).isEqualTo("ok");

    assertThat(bob.expect("removed").path("target").asLong()).isEqualTo(1);
  }

  // How it is said

  private static TestClient account(String nickname) {
    return ACCOUNTS.computeIfAbsent(
        nickname,
        name -> {
          TestClient client = new TestClient(gateway.port());
          if (name.equals("root")) {
            client.send(
                "{'type':'hello','protocol':1,'nickname':'root','password':'root password'}");
            client.expect("welcome");
          } else {
            client.hello(name);
            client.send("{'type':'register','id':'reg','password':'%s password'}".formatted(name));
            assertThat(client.expectRe("reg").path("type").asText()).isEqualTo("registered");
          }
          return client;
        });
  }

  /** Olga's, with mona as a moderator and mel as a member. */
  private static String ownedRoom() {
    String room = "room-" + ROOMS.incrementAndGet();
    assertThat(account("olga").join(room).path("role").asText()).isEqualTo("owner");
    give(account("olga"), room, "mona", "moderator");
    give(account("olga"), room, "mel", "member");
    return room;
  }

  private static void give(TestClient by, String room, String nickname, String role) {
    account(nickname);
    setRole(by, room, nickname, role);
    assertThat(by.expectRe("role").path("type").asText()).isEqualTo("ok");
  }

  private static void setRole(TestClient by, String room, String nickname, String role) {
    by.send(
        "{'type':'role','id':'role','room':'%s','nickname':'%s','role':'%s'}"
            .formatted(room, nickname, role));
  }

  private static void act(TestClient by, String room, String order, String nickname) {
    by.send(
        "{'type':'%s','id':'act','room':'%s','nickname':'%s'}".formatted(order, room, nickname));
  }

  private static void done(TestClient by, String frame) {
    by.send(frame);
    assertThat(by.expectRe("act").path("type").asText()).isEqualTo("ok");
  }

  /** What everybody in the room is shown of an act may come before or after its answer. */
  private static JsonNode doneAndShown(TestClient by, String frame, String type) {
    by.send(frame);
    JsonNode first = by.expect(next -> isAnswer(next) || next.path("type").asText().equals(type));
    JsonNode second = isAnswer(first) ? by.expect(type) : by.expectRe("act");
    JsonNode answer = isAnswer(first) ? first : second;
    assertThat(answer.path("type").asText()).isEqualTo("ok");
    return isAnswer(first) ? second : first;
  }

  private static boolean isAnswer(JsonNode frame) {
    return frame.path("re").asText().equals("act");
  }

  private static void leave(TestClient client, String room) {
    client.send("{'type':'leave','id':'leave','room':'%s'}".formatted(room));
    client.expectRe("leave");
  }

  private static void leaveAll(String room, String... others) {
    leave(account("olga"), room);
    for (String other : others) {
      leave(account(other), room);
    }
  }
}
