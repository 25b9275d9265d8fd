package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has no place in a room any more sees nothing of it, by any way. */
class PutOutTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PASSWORD = "long enough";
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("limits.resume = 1s");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** Somebody with an account, and a session for both doors. */
  private record User(String nickname, TestClient chat, String session) {
    static User register(String name) {
      String nickname = name + NUMBERS.incrementAndGet();
      TestClient client = new TestClient(gateway.port());
      String session = client.hello(nickname).path("session").asText();
      client.send("{'type':'register','id':'r','password':'" + PASSWORD + "'}");
      client.expectRe("r");
      return new User(nickname, client, session);
    }

    User onSecondDevice() {
      TestClient client = new TestClient(gateway.port());
      client.send(
          "{'type':'hello','protocol':1,'nickname':'%s','password':'%s'}"
              .formatted(nickname, PASSWORD));
      return new User(nickname, client, client.expect("welcome").path("session").asText());
    }

    JsonNode ask(String frame) {
      String id = "ask" + NUMBERS.incrementAndGet();
      chat.send(frame.replace("{'type'", "{'id':'" + id + "','type'"));
      return chat.expectRe(id);
    }

    void done(String frame) {
      assertThat(ask(frame).path("type").asText()).isEqualTo("ok");
    }

    int status(String path) throws IOException, InterruptedException {
      return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }

    String upload() throws IOException, InterruptedException {
      return TestClient.read(
              HTTP.send(
                      request("/files?name=plan.txt")
                          .POST(HttpRequest.BodyPublishers.ofString("the plan"))
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body())
          .path("id")
          .asText();
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:%d%s".formatted(gateway.webPort(), path)))
          .header("Authorization", "Bearer " + session);
    }
  }

  /** A room in which its owner has said something with a file. */
  private record Room(String name, User owner, String file) {
    static Room open() throws IOException, InterruptedException {
      String name = "room-" + NUMBERS.incrementAndGet();
      User owner = User.register("olga");
      owner.chat.join(name);
      String file = owner.upload();
      owner.ask(
          "{'type':'say','room':'%s','text':'a secret','attachments':['%s']}"
              .formatted(name, file));
      return new Room(name, owner, file);
    }

    void isOpenTo(User user) throws IOException, InterruptedException {
      assertThat(sees(user)).isEqualTo("200 200 found listed");
    }

    void isClosedTo(User user) throws IOException, InterruptedException {
      assertThat(sees(user)).isEqualTo("404 403 nothing not-in-room unlisted");
    }

    private String sees(User user) throws IOException, InterruptedException {
      JsonNode within = user.ask("{'type':'search','text':'secret','room':'" + name + "'}");
      boolean everywhere =
          user.ask("{'type':'search','text':'secret'}").path("messages").size() > 0;
      boolean listed =
          user.ask("{'type':'conversations'}")
              .path("conversations")
              .findValuesAsText("room")
              .contains(name);
      return user.status("/files/" + file)
          + " "
          + user.status("/rooms/" + name + "/export?format=jsonl")
          + (everywhere ? " found" : " nothing")
          + (within.has("code") ? " " + within.path("code").asText() : "")
          + (listed ? " listed" : " unlisted");
    }

    String order(String act, User about) {
      return "{'type':'%s','room':'%s','nickname':'%s'}".formatted(act, name, about.nickname);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kick", "ban"})
  void theRoomIsClosedToWhomIsPutOut(String act) throws Exception {
    Room room = Room.open();
    User eve = User.register("eve");
    eve.chat.join(room.name);
    room.isOpenTo(eve);
    room.owner.done(room.order(act, eve));

    room.isClosedTo(eve);
    room.isOpenTo(room.owner);
  }

  @Test
  void theRoomIsClosedToWhomIsBannedWhileAway() throws Exception {
    Room room = Room.open();
    User eve = User.register("eve");
    eve.chat.join(room.name);
    eve.ask("{'type':'bye'}");
    room.owner.chat.expect("member-left");
    room.owner.done(room.order("ban", eve));

    room.isClosedTo(eve.onSecondDevice());
  }

  @Test
  void theRoomIsClosedToWhomIsAMemberNoMoreWhereOnlyMembersAre() throws Exception {
    Room room = Room.open();
    User eve = User.register("eve");
    room.owner.done(room.order("role", eve).replace("}", ",'role':'member'}"));
    room.owner.done("{'type':'room','room':'%s','membersOnly':true}".formatted(room.name));
    eve.chat.join(room.name);
    room.isOpenTo(eve);
    room.owner.done(room.order("role", eve).replace("}", ",'role':'none'}"));

    room.isClosedTo(eve);
  }

  @Test
  void aRoomIsLeftWhenTheLastDeviceLeavesIt() throws Exception {
    Room room = Room.open();
    User desk = User.register("dora");
    User phone = desk.onSecondDevice();
    desk.chat.join(room.name);
    phone.chat.join(room.name);
    assertThat(desk.ask(leave(room)).path("type").asText()).isEqualTo("left");
    room.isOpenTo(desk);
    room.isOpenTo(phone);
    assertThat(phone.ask(leave(room)).path("type").asText()).isEqualTo("left");

    room.isClosedTo(phone);
    room.isClosedTo(desk);
  }

  private static String leave(Room room) {
    return "{'type':'leave','room':'%s'}".formatted(room.name);
  }
}
