package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentTableTest {
  private final SentTable table = new SentTable();

  @Test
  void itKnowsWhatAMapKnows() {
    Random random = new Random(3);
    Map<String, RememberedIds.Sent> all = new HashMap<>();
    for (int seq = 1; seq <= 20_000; seq++) {
      String id = Integer.toString(random.nextInt(15_000));
      Long print = random.nextInt(10) == 0 ? null : (Long) random.nextLong();
      var sent = new RememberedIds.Sent(seq, 1_000_000_000_000L + seq, print);
      table.put(id, sent);
      all.put(id, sent);
    }

    for (int i = 0; i < 15_000; i++) {
      assertThat(table.get(Integer.toString(i))).isEqualTo(all.get(Integer.toString(i)));
    }
  }

  @Test
  void idsThatDifferInOneCharacterDiffer() {
    table.put("消息一", new RememberedIds.Sent(1, 5, 7L));

    assertThat(table.get("消息二")).isNull();
    assertThat(table.get("消息一")).isEqualTo(new RememberedIds.Sent(1, 5, 7L));
  }

  /** So many that tables are parted, and parts of them too. */
  @Test
  void aQuarterOfAMillionAreFoundAndNoOther() {
    int many = 250_000;
    for (int i = 1; i <= many; i++) {
      table.put("id-" + i, new RememberedIds.Sent(i, 10L * i, i % 3 == 0 ? null : 7L * i));
    }
    table.put("id-5", new RememberedIds.Sent(5, 50, null));

    for (int i = 1; i <= many; i++) {
      Long print = i % 3 == 0 || i == 5 ? null : (Long) (7L * i);
      assertThat(table.get("id-" + i)).isEqualTo(new RememberedIds.Sent(i, 10L * i, print));
      assertThat(table.get("no-" + i)).isNull();
    }
  }
}
