package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parlor.history.InMemoryMessageLog;

/** A message crosses to each other node once, however many members are there. */
class OneCrossingTest {
  private static final int MEMBERS = 30;
  private static List<RoomNode> nodes;

  @BeforeAll
  static void start() {
    nodes = RoomNode.start(3, new InMemoryMessageLog(1_000));
  }

  @AfterAll
  static void stop() {
    nodes.reversed().forEach(RoomNode::close);
  }

  @Test
  void ofNinetyMembersOnThreeNodesOneSpeaksAndTwoMessagesCross() {
    List<Guest> all = new ArrayList<>();
    for (RoomNode node : nodes) {
      for (int i = 0; i < MEMBERS; i++) {
        all.add(node.join("plaza", "n" + all.size()));
      }
    }
    all.forEach(guest -> guest.hears("\"joined\""));
    Crossings.forget();
    int messages = 10;
    for (int i = 0; i < messages; i++) {
      String text = "marker-" + i + "-";
      all.get(i * MEMBERS % all.size()).say("s" + i, text);
      all.forEach(guest -> guest.hears(text));

      List<Crossings.Crossing> crossed = Crossings.of(text);
      assertThat(crossed)
          .as("published: once to each node that is not the ledger's")
          .filteredOn(crossing -> crossing.message() instanceof RoomActor.Entries)
          .hasSize(2)
          .doesNotHaveDuplicates()
          .extracting(Crossings.Crossing::to)
          .doesNotHaveDuplicates();
      assertThat(crossed)
          .as("besides, what was said goes to the ledger, if that is elsewhere")
          .filteredOn(crossing -> !(crossing.message() instanceof RoomActor.Entries))
          .hasSizeLessThanOrEqualTo(1)
          .allSatisfy(crossing -> assertThat(isPost(crossing.message())).isTrue());
    }
  }

  /** As it is, or on its way through the shards. */
  private static boolean isPost(Object message) {
    return message.toString().contains("Post[");
  }
}
