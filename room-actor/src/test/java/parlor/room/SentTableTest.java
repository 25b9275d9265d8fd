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
}
