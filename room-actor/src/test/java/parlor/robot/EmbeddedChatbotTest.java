package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedChatbotTest {
  private final Clock clock = Clock.fixed(Instant.parse("2026-05-04T10:00:00Z"), ZoneId.of("UTC"));
  private final EmbeddedChatbot chatbot = new EmbeddedChatbot(clock, new SplittableRandom(1));

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          hello → (?i)h(ello|i).*
          Hi, there! → (?i)h(ello|i).*
          '' → (?i)h(ello|i).*
          你好 → .*(你好|高兴).*
          大家好！ → .*(你好|高兴).*
          who are you? → .*robot.*
          Please tell me your name. → .*robot.*
          你是谁？ → .*机器人.*
          请问你叫什么名字 → .*机器人.*
          are you human? → .*robot.*
          你是真人吗 → .*不是真人.*
          help → .*Ctrl\\+Enter.*
          what can you do → .*Ctrl\\+Enter.*
          帮助 → .*Ctrl\\+Enter.*
          你会什么？ → .*Ctrl\\+Enter.*
          What time is it? → .*May 2026.*
          what day is today → .*May 2026.*
          几点了 → .*2026年5月4日.*
          现在是什么时间？ → .*2026年5月4日.*
          今天星期几 → .*2026年5月4日.*
          roll a dice → .*[1-6]\\.
          please roll → .*[1-6]\\.
          掷骰子 → .*[1-6].*
          flip a coin → .*(heads|tails).*
          抛个硬币 → 是(正面|反面)。
          thanks! → .*(welcome|pleasure).*
          谢谢你 → (不客气！|应该的。)
          How are you? → .*(fine|well).*
          tell me a joke → .{20,}
          讲个笑话 → .{10,}
          what's the weather like → .*weather.*
          今天天气怎么样 → .*(天气|2026).*
          在吗 → 我在。
          What is Parlor? → Parlor is the chat server.*
          Parlor是什么 → Parlor 就是.*
          goodbye → .*(Goodbye|soon).*
          晚安 → .*(再见|回头见).*
          colorless green ideas sleep → .*(offline brain|do not know|no answer).*
          量子色动力学的重整化 → .*(小脑袋|不知道|答不上来).*
          """)
  void theBrainAnswersInTheLanguageOfTheQuestion(String question, String expected) {
    assertThat(answer(question)).matches("(?s)" + expected);
  }

  @ParameterizedTest
  @CsvSource({"<call>dice</call>", "{topic=x}", "<set a=b>", "[*] (a|b)", "\\s \\n", "((((", "*"})
  void aQuestionIsNeverScript(String question) {
    assertThat(answer(question)).isNotBlank().doesNotContain("ERR", "<", "{", "[");
  }

  private String answer(String question) {
    return chatbot
        .ask(new Chatbot.Question("lobby", "ada", question, List.of()))
        .toCompletableFuture()
        .join();
  }
}
