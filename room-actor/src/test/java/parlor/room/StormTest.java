package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parlor.history.InMemoryMessageLog;

/**
 * Many come into one room at once, through three nodes. {@code -Drooms.members=10000} makes it a
 * crowd, and {@code -Drooms.print=true} shows how long it took; with {@code
 * -Dtest.jvm.args=-Xmx4g}.
 */
class StormTest {
  private static final int MEMBERS = Integer.getInteger("rooms.members", 1_200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern SINGLY = Pattern.compile("\"type\":\"member-joined\"");
  private static final Pattern NICKNAME = Pattern.compile("\"nickname\":\"(n\\d+)\"");
  private static final Pattern CHANGED =
      Pattern.compile(
          "\"type\":\"members-changed\",\"room\":\"plaza\",\"joined\":(\\d+),\"left\":0");

  private final List<RoomNode> nodes = RoomNode.start(3, new InMemoryMessageLog(1_000));

  @AfterEach
  void stop() {
    nodes.reversed().forEach(RoomNode::close);
  }

  @Test
  void allAreLetInAndToldOfEachOtherInCounts() {
    List<Guest> witnesses = nodes.stream().map(node -> join(node, nodes.indexOf(node))).toList();
    witnesses.forEach(witness -> witness.hears("\"joined\""));
    for (Guest witness : witnesses) {
      List.of("n0", "n1", "n2").forEach(name -> witness.hears("\"nickname\":\"" + name + "\""));
    }
    witnesses.forEach(Guest::forget);
    long began = System.nanoTime();
    List<Guest> crowd = new ArrayList<>();
    for (int i = 3; i < MEMBERS; i++) {
      crowd.add(join(nodes.get(i % 3), i));
    }
    crowd.forEach(guest -> guest.hears("\"joined\""));
    long joined = System.nanoTime();
    for (Guest witness : witnesses) {
      // The last ones may be told singly, and then without a count.
      Awaitility.await().atMost(PATIENCE).until(() -> told(witness) >= MEMBERS - 3);
    }
    print("joined", joined - began);
    print("joined and told of all others", System.nanoTime() - began);

    for (Guest witness : witnesses) {
      assertThat(told(witness)).as("all who came later").isEqualTo(MEMBERS - 3);
      assertThat(singly(witness.heard())).isLessThan(MEMBERS / 2);
    }
    for (Guest guest :
        Stream.of(0, 1, 2).map(last -> crowd.get(crowd.size() - 1 - last)).toList()) {
      assertThat(pages(guest)).as("everybody, in pages").hasSize(MEMBERS);
    }
    assertThatTypingIsOff(witnesses);
  }

  private static Guest join(RoomNode node, int number) {
    return node.join("plaza", "n" + number);
  }

  private static void print(String what, long nanos) {
    if (Boolean.getBoolean("rooms.print")) {
      System.out.printf("%d have %s after %d ms%n", MEMBERS, what, nanos / 1_000_000);
    }
  }

  private static long told(Guest witness) {
    String heard = witness.heard();
    return singly(heard) + counted(heard);
  }

  private static long singly(String heard) {
    return SINGLY.matcher(heard).results().count();
  }

  private static long counted(String heard) {
    return CHANGED.matcher(heard).results().mapToLong(c -> Long.parseLong(c.group(1))).sum();
  }

  /** Who came with {@code joined} are those who were there by then, so all are asked for. */
  private static Set<String> pages(Guest guest) {
    Set<String> all = new TreeSet<>();
    String last = null;
    for (int asked = 0; ; asked++) {
      String re = "page-" + asked;
      guest.askMembers(re, last);
      String page = line(guest.hears("\"re\":\"" + re + "\""), re);
      Set<String> here = new TreeSet<>();
      NICKNAME.matcher(page).results().forEach(found -> here.add(found.group(1)));
      assertThat(here).hasSizeLessThanOrEqualTo(RoomNode.SETTINGS.membersPage());
      if (here.isEmpty()) {
        return all;
      }
      all.addAll(here);
      last = here.stream().reduce((one, next) -> next).orElseThrow();
    }
  }

  private static String line(String heard, String re) {
    return heard
        .lines()
        .filter(line -> line.contains("\"re\":\"" + re + "\""))
        .findFirst()
        .orElseThrow();
  }

  private static void assertThatTypingIsOff(List<Guest> witnesses) {
    witnesses.getFirst().type();
    witnesses.getFirst().say("after", "what was typed");
    for (Guest witness : witnesses) {
      assertThat(witness.hears("what was typed")).doesNotContain("\"typing\"");
    }
  }
}
