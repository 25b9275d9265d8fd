package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Searching over the wire. */
class SearchTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start("");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void aPageIsAFrameOfAtMostAMebibyteAndTheNextGoesOn() {
    TestClient ada = TestClient.inLobby(gateway.port(), "ada");
    int messages = 90;
    for (int i = 0; i < messages; i++) {
      ada.say("m" + i, "needle " + "的".repeat(4_990));
      ada.expectRe("m" + i);
    }
    List<Integer> seqs = new ArrayList<>();
    String next = null;
    int pages = 0;
    do {
      ada.send(
          "{'type':'search','id':'s','text':'needle','limit':100%s}"
              .formatted(next == null ? "" : ",'next':'" + next + "'"));
      JsonNode page = ada.expectRe("s");
      assertThat(page.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(1024 * 1024);
      page.path("messages").forEach(message -> seqs.add(message.path("seq").asInt()));
      next = page.has("next") ? page.path("next").asText() : null;
      pages++;
    } while (next != null);

    List<Integer> expected = new ArrayList<>(IntStream.rangeClosed(1, messages).boxed().toList());
    Collections.reverse(expected);
    assertThat(seqs).isEqualTo(expected);
    assertThat(pages).isGreaterThan(1);
  }
}
