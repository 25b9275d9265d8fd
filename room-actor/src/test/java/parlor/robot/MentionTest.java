package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@robot",
        "@robot hello",
        "hello @robot",
        "hi@robot",
        "你好@robot在吗",
        "@robot你好",
        "привет@robotпривет",
        "안녕@robot안녕",
        "@ROBOT",
        "@RoBoT!",
        "＠ｒｏｂｏｔ",
        "＠robot",
        "@ＲＯＢＯＴ 在吗",
        "(@robot)",
        "@@robot",
        "one line\n@robot\nanother",
        "@robot's answer",
        "@robot.",
        "@robot.help me",
        "hi. @robot. Please",
        "@robot, please",
        "@robot：几点",
        "@robots and @robot",
        "@robot-",
        "😀@robot😀",
      })
  void wakesTheRobot(String text) {
    assertThat(Mention.ofRobot(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "robot",
        "@ robot",
        "@robo",
        "@robots",
        "@robot2",
        "@robot２",
        "@robot_two",
        "@robot-army",
        "@robotèque",
        "@robot\u0308",
        "@ｒｏｂｏｔｓ",
        "user@robotics.org",
        "bob@robot.org",
        "bob@robot.org, alice@robot.net",
        "@rоbot", // a Cyrillic о
        "@ro\u200Bbot",
        "@alice",
      })
  void doesNotWakeTheRobot(String text) {
    assertThat(Mention.ofRobot(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          @robot                 | ""
          @robot, what time?     | what time?
          @robot：几点了         | 几点了
          hello @robot           | hello
          你好@robot在吗         | 你好 在吗
          ask @robots            | ask @robots
          @robot @ROBOT hi       | hi
          """)
  void isTakenOutOfAQuestion(String text, String left) {
    assertThat(Mention.removedFrom(text)).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ask @robot again       | ask robot again
          @@@robot               | robot
          @＠robot @ROBOT        | robot ROBOT
          你好@robot在吗         | 你好robot在吗
          bob@robot.org          | bob@robot.org
          bob@@robot.org         | bobrobot.org
          nothing                | nothing
          """)
  void isNeutralisedInAnAnswer(String said, String calm) {
    assertThat(Mention.neutralised(said)).isEqualTo(calm);
    assertThat(Mention.ofRobot(calm)).isFalse();
  }
}
