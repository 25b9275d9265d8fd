package parlor.gateway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judge finds each kind of fault; else its silence in the chaos test would mean nothing. */
class VerdictTest {
  private static final Testimony.Seen ONE = new Testimony.Seen(1, "a", "one");
  private static final Testimony.Seen TWO = new Testimony.Seen(2, "a", "two");

  private final Testimony client = new Testimony("a");

  @Test
  void nothingIsFoundWhereAllIsWell() {
    client.live("r", ONE);
    client.old("r", ONE);
    client.live("r", TWO);
    client.acknowledged("id", "r", "two", 2);
    client.acknowledged("id", "r", "two", 2);

    assertThat(judge(List.of(ONE, TWO))).isEmpty();
  }

  @Test
  void aLostMessageIsFound() {
    client.acknowledged("id", "r", "two", 2);

    assertThat(judge(List.of())).hasSize(1).first().asString().contains("is lost");
  }

  @Test
  void anAcknowledgementOfAnothersPlaceIsFound() {
    client.live("r", ONE);
    client.acknowledged("id", "r", "two", 1);

    assertThat(judge(List.of(ONE))).hasSize(1).first().asString().contains("is lost");
  }

  @Test
  void aMessageThatIsStoredTwiceIsFound() {
    client.live("r", ONE);
    client.live("r", new Testimony.Seen(2, "a", "one"));

    assertThat(judge(List.of(ONE, new Testimony.Seen(2, "a", "one"))))
        .hasSize(1)
        .first()
        .asString()
        .contains("twice");
  }

  @Test
  void aMessageThatIsShownTwiceIsFound() {
    client.live("r", ONE);
    client.live("r", ONE);

    assertThat(judge(List.of(ONE))).hasSize(1).first().asString().contains("shown twice");
  }

  @Test
  void aMessageThatChangesIsFound() {
    client.live("r", ONE);
    client.old("r", new Testimony.Seen(1, "b", "other"));

    assertThat(judge(List.of(ONE))).hasSize(1).first().asString().contains("change");
  }

  @Test
  void aGapAndAnotherOrderAreFound() {
    client.live("r", TWO);
    assertThat(client.hasGap("r")).isTrue();
    assertThat(judge(List.of(ONE, TWO))).hasSize(1).first().asString().contains("0 of 2");

    client.old("r", new Testimony.Seen(1, "b", "other"));
    assertThat(judge(List.of(ONE, TWO))).hasSize(1).first().asString().contains("order");
  }

  @Test
  void aLogThatIsNotDenseIsFound() {
    client.live("r", ONE);

    assertThat(judge(List.of(ONE, new Testimony.Seen(3, "b", "x"))))
        .anySatisfy(fault -> assertThat(fault.words()).contains("not dense"));
  }

  @Test
  void twoPlacesAndTwoEpochsAreFound() {
    client.acknowledged("id", "r", "one", 1);
    client.acknowledged("id", "r", "one", 2);
    client.epoch("r", "e");
    client.epoch("r", "f");
    client.live("r", ONE);

    assertThat(judge(List.of(ONE)))
        .hasSize(2)
        .anySatisfy(fault -> assertThat(fault.words()).contains("two places"))
        .anySatisfy(fault -> assertThat(fault.words()).contains("another epoch"));
  }

  private List<Verdict.Finding> judge(List<Testimony.Seen> stored) {
    return Verdict.of(List.of(client), Map.of("r", stored));
  }
}
