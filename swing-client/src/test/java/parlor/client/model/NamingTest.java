package parlor.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingTest {

  @ParameterizedTest
  @CsvSource({
    "hi @ada, ada, true",
    "Ada?, ada, true",
    "canada, ada, false",
    "ada's, ada, true",
    "adax ada, ada, true",
    "nothing, ada, false",
    "我问张三好不好, 张三, true",
    "@张三, 张三, true",
    "ok bob2, bob, false",
    "ＡＤＡ?, ada, true",
    "hello STRASSE, Straße, true"
  })
  void aNicknameIsAWordOrAnyStretchOfChinese(String text, String nickname, boolean named) {
    assertThat(Naming.names(text, nickname)).isEqualTo(named);
  }
}
