package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parlor.history.InMemoryMessageLog;

/** A room whose roster is larger than what may go from node to node at once. */
class LargeRoomTest {
  private static final int MEMBERS = 3_000;
  private static final int LARGEST_FRAME = 256 * 1024;

  private final InMemoryMessageLog log = new InMemoryMessageLog(1_000);
  private final List<RoomNode> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.reversed().forEach(RoomNode::close);
  }

  @Test
  void aThirdNodeLearnsThemAndSoDoesALedgerThatStarts() {
    nodes.addAll(RoomNode.start(2, log));
    List<Guest> crowd = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      crowd.add(nodes.get(i % 2).join("广场", "名字很长的人".repeat(5) + i));
    }
    crowd.forEach(guest -> guest.hears("\"joined\""));
    for (int i = 0; i < 50; i++) {
      crowd.get(i).say("s" + i, "长".repeat(300));
    }
    for (int i = 0; i < 50; i++) {
      crowd.get(i).hears("\"said\"");
    }
    nodes.add(RoomNode.start(log, nodes.getFirst()));
    Guest newcomer = nodes.get(2).join("广场", "newcomer");
    String joined = newcomer.hears("\"joined\"");
    assertThat(joined).contains("\"memberCount\":" + (MEMBERS + 1), "\"seq\":50", "\"more\":false");
    assertThat(Pattern.compile("长{300}").matcher(joined).results()).hasSize(50);

    Guest witness = crowd.getFirst();
    witness.hears("newcomer");
    witness.forget();
    // Another writer's term: the ledger steps down with the next message, and starts anew.
    log.open("广场").toCompletableFuture().join();
    newcomer.say("fenced", "anybody here?");
    newcomer.hears("\"re\":\"fenced\"");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              newcomer.forget();
              newcomer.say("again", "still here");
              return newcomer.hears("\"re\":\"again\"").contains("\"said\"");
            });
    for (RoomNode node : nodes) {
      Guest late = node.join("广场", "late" + nodes.indexOf(node));
      assertThat(late.hears("\"joined\""))
          .contains("\"memberCount\":" + (MEMBERS + 2 + nodes.indexOf(node)));
    }
    assertThat(witness.hears("still here")).doesNotContain("member-left", "\"left\":1");
    assertThat(Crossings.all())
        .allSatisfy(crossing -> assertThat(crossing.bytes()).isLessThan(LARGEST_FRAME));
  }
}
