package parlor.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FanOutTest {
  private final OutletsBound all = new OutletsBound(1_000_000_000, 1_000_000);
  private final Map<String, Outlet> outlets = new LinkedHashMap<>();
  private final FanOut fanOut = new FanOut();

  private void attach(String session) {
    outlets.put(session, new Outlet(1_000_000, all, () -> {}));
    fanOut.attach(session, outlets.get(session));
  }

  private void add(String text) {
    fanOut.add((text + "\n").getBytes(UTF_8));
  }

  private List<String> offeredTo(String session) {
    ByteString taken = outlets.get(session).take(1_000_000);
    return taken == null ? List.of() : taken.utf8String().lines().toList();
  }

  @Test
  void nothingGoesOutBeforeTheFlush() {
    attach("ada");
    add("one");
    add("two");
    assertThat(offeredTo("ada")).isEmpty();
    fanOut.flush();
    assertThat(offeredTo("ada")).containsExactly("one", "two");
    fanOut.flush();
    assertThat(offeredTo("ada")).isEmpty();
  }

  @Test
  void whoComesIsOfferedWhatIsGatheredFromThenOn() {
    attach("ada");
    add("one");
    attach("bob");
    attach("cid");
    add("two");
    attach("dan");
    fanOut.flush();
    assertThat(offeredTo("ada")).containsExactly("one", "two");
    assertThat(offeredTo("bob")).containsExactly("two");
    assertThat(offeredTo("cid")).containsExactly("two");
    assertThat(offeredTo("dan")).isEmpty();
    add("three");
    fanOut.flush();
    for (String session : outlets.keySet()) {
      assertThat(offeredTo(session)).containsExactly("three");
    }
  }

  @Test
  void whoGoesIsOfferedWhatWasGatheredAndNothingAfterIt() {
    attach("ada");
    add("one");
    attach("bob");
    add("two");
    fanOut.detach("bob");
    add("three");
    fanOut.detach("ada");
    add("four");
    fanOut.flush();
    assertThat(offeredTo("ada")).containsExactly("one", "two", "three");
    assertThat(offeredTo("bob")).containsExactly("two");
    assertThat(fanOut.members()).isZero();
  }

  @Test
  void aLargeBatchGoesOutByItself() {
    attach("ada");
    for (int i = 0; i < 40; i++) {
      add("x".repeat(1024));
    }
    attach("bob");
    add("last");
    assertThat(offeredTo("ada")).hasSize(32);
    fanOut.flush();
    assertThat(offeredTo("ada")).hasSize(9).endsWith("last");
    assertThat(offeredTo("bob")).containsExactly("last");
  }
}
