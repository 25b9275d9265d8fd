package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@robot",
        "hello @robot",
        "@Robot, what time is it?",
        "你好@robot在吗",
        "@ROBOT。",
        "＠ｒｏｂｏｔ 你好",
        "(@robot)",
        "line one\n@robot\nline three",
        "ask @robot.",
        "привет@robot"
      })
  void aCallWakesTheRobotInAnyScript(String text) {
    assertThat(Mention.ofRobot(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "robot",
        "@ robot",
        "@robots",
        "@robotics",
        "ann@robot",
        "ann@robot.example",
        "@robot_2",
        "@robot-x",
        "@robot.example",
        "@rob ot",
        ""
      })
  void aLongerWordOrAnAddressDoesNot(String text) {
    assertThat(Mention.ofRobot(text)).isFalse();
  }

  @Test
  void whatIsLeftWithoutTheCallIsTheQuestion() {
    assertThat(Mention.strip("你好 @robot 几点了 ＠Robot？")).isEqualTo("你好  几点了 ？");
    assertThat(Mention.strip("@robot")).isEmpty();
  }

  @Test
  void aDefusedTextCallsNobodyAndKeepsTheRest() {
    String defused = Mention.defuse("ask @robot and ＠ROBOT, not ann@robot");

    assertThat(Mention.ofRobot(defused)).isFalse();
    assertThat(defused).isEqualTo("ask ＠ robot and ＠ ROBOT, not ann@robot");
  }
}
