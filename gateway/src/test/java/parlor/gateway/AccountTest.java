package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts over the wire. */
class AccountTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("limits.resume = 1s");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void whoRegistersNeedsThePasswordFromThenOn() {
    TestClient zoe = TestClient.as(gateway.port(), "zoé");
    zoe.send("{'type':'register','id':'r','password':'dó re mi'}");
    JsonNode registered = zoe.expectRe("r");
    assertThat(registered.path("type").asText()).isEqualTo("registered");
    assertThat(registered.path("nickname").asText()).isEqualTo("zoé");

    TestClient other = new TestClient(gateway.port());
    other.send("{'type':'hello','id':'1','protocol':1,'nickname':'Zoé'}");
    other.expectError("1", "password-required");
    other.send("{'type':'hello','id':'2','protocol':1,'nickname':'Zoé','password':'do re mi'}");
    other.expectError("2", "wrong-password");
    other.send("{'type':'hello','id':'3','protocol':1,'nickname':'Zoé','password':'dó re mi'}");
    assertThat(other.expectRe("3").path("nickname").asText()).isEqualTo("zoé");
    // Both are there.
    assertThat(zoe.sync()).isEmpty();
  }

  @Test
  void aReadPositionIsToldToTheOtherDeviceOnlyWhenItRises() {
    TestClient desk = TestClient.as(gateway.port(), "rita");
    desk.send("{'type':'register','id':'r','password':'long enough'}");
    desk.expectRe("r");
    TestClient phone = new TestClient(gateway.port());
    phone.send("{'type':'hello','protocol':1,'nickname':'rita','password':'long enough'}");
    phone.expect("welcome");
    desk.join("reading");
    for (int i = 0; i < 3; i++) {
      desk.send("{'type':'say','id':'s%d','room':'reading','text':'x'}".formatted(i));
      desk.expectRe("s" + i);
    }
    for (int seq : new int[] {2, 1, 2, 3}) {
      desk.send("{'type':'read','id':'d%d','room':'reading','seq':%d}".formatted(seq, seq));
      assertThat(desk.expectRe("d" + seq).path("type").asText()).isEqualTo("ok");
    }

    assertThat(phone.expect("read").path("seq").asInt()).isEqualTo(2);
    assertThat(phone.expect("read").path("seq").asInt()).isEqualTo(3);
  }

  @Test
  void aGuestHasNoAccountAndAnAccountIsNotRegisteredAgain() {
    TestClient guest = TestClient.as(gateway.port(), "guest");
    guest.send("{'type':'account','id':'a','action':'delete','password':'whatever'}");
    guest.expectError("a", "forbidden");
    guest.send("{'type':'account','id':'b','action':'frobnicate','password':'whatever'}");
    guest.expectError("b", "malformed");
    guest.send("{'type':'register','id':'c','password':'short'}");
    JsonNode tooShort = guest.expectRe("c");
    assertThat(tooShort.path("code").asText()).isEqualTo("password-invalid");
    assertThat(tooShort.path("reason").asText()).isEqualTo("too-short");
    guest.send("{'type':'register','id':'l','password':'" + "x".repeat(1_001) + "'}");
    JsonNode tooLong = guest.expectRe("l");
    assertThat(tooLong.path("code").asText()).isEqualTo("password-invalid");
    assertThat(tooLong.path("reason").asText()).isEqualTo("too-long");
    guest.send("{'type':'register','id':'d','password':'long enough'}");
    guest.expectRe("d");
    guest.send("{'type':'register','id':'e','password':'long enough'}");
    guest.expectError("e", "forbidden");
  }

  @Test
  void theAccountsRoomsAreRememberedOnEveryDeviceAndReadPositionsReachTheOthers() {
    TestClient desk = registered("mia");
    desk.join("garden");
    TestClient ben = TestClient.as(gateway.port(), "ben");
    ben.join("garden");
    ben.send("{'type':'say','id':'1','room':'garden','text':'one'}");
    ben.send("{'type':'say','id':'2','room':'garden','text':'two'}");
    ben.expectRe("2");
    TestClient phone = login("mia");
    JsonNode garden = conversation(phone, "garden");
    assertThat(garden.path("seq").asInt()).isEqualTo(2);
    assertThat(garden.path("read").asInt()).isZero();
    assertThat(garden.path("unread").asInt()).isEqualTo(2);
    assertThat(garden.has("with")).isFalse();

    desk.send("{'type':'read','id':'r','room':'garden','seq':1}");
    assertThat(desk.expectRe("r").path("type").asText()).isEqualTo("ok");
    JsonNode read = phone.expect("read");
    assertThat(read.path("room").asText()).isEqualTo("garden");
    assertThat(read.path("seq").asInt()).isEqualTo(1);
    assertThat(conversation(phone, "garden").path("unread").asInt()).isEqualTo(1);
    // It only rises, and not beyond what is there.
    desk.send("{'type':'read','id':'s','room':'garden','seq':0}");
    desk.expectRe("s");
    assertThat(conversation(phone, "garden").path("read").asInt()).isEqualTo(1);
    desk.send("{'type':'read','id':'t','room':'garden','seq':999}");
    desk.expectRe("t");
    assertThat(conversation(phone, "garden").path("read").asInt()).isEqualTo(2);

    desk.send("{'type':'leave','id':'l','room':'garden'}");
    desk.expectRe("l");
    desk.send("{'type':'conversations','id':'c'}");
    assertThat(desk.expectRe("c").path("conversations")).isEmpty();
  }

  @Test
  void whatOneSaysOneselfIsNotUnread() {
    TestClient ann = TestClient.as(gateway.port(), "ann");
    ann.join("attic");
    ann.send("{'type':'say','id':'1','room':'attic','text':'one'}");
    ann.expectRe("1");

    assertThat(conversation(ann, "attic").path("unread").asInt()).isZero();
  }

  @Test
  void otherSessionsAreLoggedOut() {
    TestClient desk = registered("lea");
    TestClient phone = new TestClient(gateway.port());
    String session = login(phone, "lea").path("session").asText();
    desk.send("{'type':'account','id':'a','action':'logout-others','password':'wrong one'}");
    desk.expectError("a", "wrong-password");
    desk.send("{'type':'account','id':'b','action':'logout-others','password':'long enough'}");
    assertThat(desk.expectRe("b").path("type").asText()).isEqualTo("ok");

    assertThat(phone.expect("error").path("code").asText()).isEqualTo("replaced");
    assertThat(phone.isClosed()).isTrue();
    assertThat(new TestClient(gateway.port()).resume("lea", session).path("code").asText())
        .isEqualTo("session-unknown");
  }

  @Test
  void aDeletedAccountIsGone() {
    TestClient tom = registered("tom");
    tom.join("cellar");
    tom.send("{'type':'say','id':'1','room':'cellar','text':'still here'}");
    tom.send("{'type':'account','id':'d','action':'delete','password':'long enough'}");
    assertThat(tom.expectRe("d").path("type").asText()).isEqualTo("ok");
    assertThat(tom.isClosed()).isTrue();

    TestClient other = TestClient.as(gateway.port(), "tom");
    assertThat(other.join("cellar").path("messages").path(0).path("text").asText())
        .isEqualTo("still here");
    other.send("{'type':'conversations','id':'c'}");
    assertThat(other.expectRe("c").path("conversations")).hasSize(1);
  }

  private static TestClient registered(String nickname) {
    TestClient client = TestClient.as(gateway.port(), nickname);
    client.send("{'type':'register','id':'reg','password':'long enough'}");
    assertThat(client.expectRe("reg").path("type").asText()).isEqualTo("registered");
    return client;
  }

  private static TestClient login(String nickname) {
    TestClient client = new TestClient(gateway.port());
    login(client, nickname);
    return client;
  }

  private static JsonNode login(TestClient client, String nickname) {
    client.send(
        "{'type':'hello','id':'h','protocol':1,'nickname':'%s','password':'long enough'}"
            .formatted(nickname));
    JsonNode welcome = client.expectRe("h");
    assertThat(welcome.path("type").asText()).isEqualTo("welcome");
    return welcome;
  }

  private static JsonNode conversation(TestClient client, String room) {
    client.send("{'type':'conversations','id':'conv'}");
    for (JsonNode each : client.expectRe("conv").path("conversations")) {
      if (each.path("room").asText().equals(room)) {
        return each;
      }
    }
    throw new AssertionError("No conversation " + room);
  }
}
