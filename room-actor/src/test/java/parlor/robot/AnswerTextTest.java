package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {

  @Test
  void lineBreaksAndTabsStayAndOtherControlsGo() throws RobotFailure {
    assertThat(AnswerText.fit(" one\n\ttwo\u0000\u001b[31m\u202e\ud800 ", 100))
        .isEqualTo("one\n\ttwo[31m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n ", "\u0000\u200b"})
  void anAnswerWithNothingToSeeIsAFailure(String raw) {
    assertThatThrownBy(() -> AnswerText.fit(raw, 100))
        .isInstanceOfSatisfying(
            RobotFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo(RobotFailure.Reason.NONSENSE));
  }

  @Test
  void aLongAnswerIsCutAtTheEndOfASentence() throws RobotFailure {
    assertThat(AnswerText.fit("One sentence is here. Another one follows", 30))
        .isEqualTo("One sentence is here.…");
    assertThat(AnswerText.fit("这是第一句话。这是第二句话没有完", 12)).isEqualTo("这是第一句话。…");
  }

  @Test
  void aLongAnswerWithoutAnEndIsCutBetweenCodePoints() throws RobotFailure {
    String cut = AnswerText.fit("\uD83D\uDE00".repeat(100), 60);

    assertThat(cut.codePointCount(0, cut.length())).isEqualTo(60);
    assertThat(cut).endsWith("\uD83D\uDE00…");
  }

  @Test
  void theRobotDoesNotCallItself() throws RobotFailure {
    assertThat(Mention.ofRobot(AnswerText.fit("say @robot to wake me", 100))).isFalse();
  }
}
