package parlor.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parlor.protocol.InvalidValue;
import parlor.protocol.Nickname;

class SkeletonTest {

  @ParameterizedTest
  @ValueSource(strings = {"rоbot", "rоbоt", "RОBOT", "ｒοｂοｔ"})
  void whatLooksLikeTheRobotIsKnown(String typed) throws InvalidValue {
    assertThat(of(typed).looksLikeRobot()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"robots", "bob", "机器人", "robo"})
  void whatDoesNotLookLikeTheRobotIsNot(String typed) throws InvalidValue {
    assertThat(of(typed).looksLikeRobot()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"ada,аdа", "Ada,ADA", "paypal,раураl", "émile,e\u0301mile", "ａｄａ,ada"})
  void lookAlikesMeet(String one, String other) throws InvalidValue {
    assertThat(of(one)).isEqualTo(of(other));
  }

  @ParameterizedTest
  @CsvSource({"张三,张四", "ada,adam", "u1,u10", "émile,emile", "한국,한글"})
  void differentNamesDoNot(String one, String other) throws InvalidValue {
    assertThat(of(one)).isNotEqualTo(of(other));
  }

  @Test
  void anyTwoNumberedNamesDiffer() throws InvalidValue {
    var seen = new java.util.HashSet<Skeleton>();
    for (int i = 0; i < 5000; i++) {
      assertThat(seen.add(of("user" + i))).isTrue();
    }
  }

  private static Skeleton of(String typed) throws InvalidValue {
    return Skeleton.of(Nickname.parse(typed, 32));
  }
}
