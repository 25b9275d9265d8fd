package parlor.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final List<String> NAMES = List.of("Émile", "robot", "张三");

  @Test
  void theBeginningOfANicknameIsCompleted() {
    assertThat(complete("hello ro")).isEqualTo(new Completion.Result(6, "@robot "));
    assertThat(complete("@RO")).isEqualTo(new Completion.Result(0, "@robot "));
    assertThat(complete("你好@张")).isEqualTo(new Completion.Result(2, "@张三 "));
    assertThat(complete("@")).isEqualTo(new Completion.Result(0, "@Émile "));
  }

  @Test
  void whatFitsNobodyIsLeftAlone() {
    assertThat(complete("hello x")).isNull();
    assertThat(complete("hello ")).isNull();
    assertThat(complete("")).isNull();
  }

  private static Completion.Result complete(String text) {
    return Completion.complete(text, text.length(), NAMES);
  }
}
