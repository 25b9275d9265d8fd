package parlor.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What those who have logged in can do to a gateway. */
@Timeout(300)
@Tag("alone")
class AttackInsideTest {
  private static AttackedGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = AttackedGateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void readersThatDoNotReadInARoomThatIsFlooded() throws Exception {
    gateway.whileTwoTalk(
        "slow-readers",
        () -> {
          List<TestClient> loud = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            gateway.guest("slow").join("flooded");
          }
          for (int i = 0; i < 5; i++) {
            TestClient client = gateway.guest("loud");
            client.join("flooded");
            loud.add(client);
          }
          String text = "x".repeat(4000);
          for (int i = 0; i < 300; i++) {
            for (TestClient client : loud) {
              client.send(
                  "{'type':'say','id':'f%d','room':'flooded','text':'%s'}".formatted(i, text));
              client.expectRe("f" + i);
            }
          }
        });
  }

  /** A frame takes some hundred bytes once it is read, and fifteen before. */
  @Test
  void tinyFramesAllAtOnce() throws Exception {
    byte[] frames = "{\"type\":\"ping\"}\n".repeat(4000).getBytes(UTF_8);
    gateway.whileTwoTalk(
        "tiny-frames",
        () -> {
          for (int i = 0; i < 300; i++) {
            TestClient client = gateway.guest("tiny");
            Thread.startVirtualThread(() -> rawUnlessClosed(client, frames));
          }
          TimeUnit.SECONDS.sleep(5);
        });
  }

  /** Nobody of them sends more than a connection may. */
  @Test
  void manyAtOneAddressEachOfWhomSendsAsMuchAsMayBe() throws Exception {
    byte[] frames = "{\"type\":\"ping\"}\n".repeat(10).getBytes(UTF_8);
    gateway.whileTwoTalk(
        "permitted-frames",
        () -> {
          List<TestClient> clients = new ArrayList<>();
          for (int i = 0; i < 400; i++) {
            TestClient client = gateway.guest("busy");
            Thread.startVirtualThread(client::isClosed);
            clients.add(client);
          }
          for (int i = 0; i < 50; i++) {
            for (TestClient client : clients) {
              rawUnlessClosed(client, frames);
            }
            TimeUnit.MILLISECONDS.sleep(100);
          }
        });
  }

  /** Rooms cost memory, also those in which little is said. */
  @Test
  void everybodyOpensAsManyRoomsAsMayBe() throws Exception {
    String text = "\u4f60".repeat(5000);
    gateway.whileTwoTalk(
        "rooms",
        () -> {
          for (int i = 0; i < 200; i++) {
            TestClient client = gateway.guest("opens");
            String opener = gateway.newName("room");
            for (int room = 0; room < 50; room++) {
              rawUnlessClosed(
                  client,
                  """
                  {"type":"join","room":"%1$s.%2$d"}
                  {"type":"say","room":"%1$s.%2$d","text":"%3$s"}
                  """
                      .formatted(opener, room, text)
                      .getBytes(UTF_8));
            }
            Thread.startVirtualThread(client::isClosed);
          }
          TimeUnit.SECONDS.sleep(3);
        });
  }

  /** What many say to a database that does not answer must not be kept. */
  @Test
  void everybodyTalksWhileTheDatabaseStandsStill() throws Exception {
    String text = "\u4f60".repeat(4000);
    gateway.whileTwoTalk(
        "database-stands-still",
        () -> {
          List<TestClient> clients = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            TestClient client = gateway.guest("talks");
            client.join("room" + i % 20);
            clients.add(client);
          }
          try (Connection rival = DriverManager.getConnection("jdbc:sqlite:" + gateway.database());
              Statement statement = rival.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("BEGIN IMMEDIATE");
            for (TestClient client : clients) {
              Thread.startVirtualThread(client::isClosed);
              Thread.startVirtualThread(
                  () -> {
                    for (int i = 0; i < 60; i++) {
                      String room = "room" + clients.indexOf(client) % 20;
                      rawUnlessClosed(
                          client,
                          "{\"type\":\"say\",\"room\":\"%s\",\"text\":\"%s\"}\n"
                              .formatted(room, text)
                              .getBytes(UTF_8));
                    }
                  });
            }
            TimeUnit.SECONDS.sleep(6);
            statement.execute("ROLLBACK");
          }
        });
  }

  private static void rawUnlessClosed(TestClient client, byte[] bytes) {
    try {
      client.raw(bytes);
    } catch (java.io.UncheckedIOException closed) {
      assertThat(closed).hasCauseInstanceOf(java.io.IOException.class);
    }
  }
}
