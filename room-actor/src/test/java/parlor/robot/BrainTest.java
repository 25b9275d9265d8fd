package parlor.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrainTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T13:05:00Z"), ZoneId.of("Europe/Berlin"));

  private static final Brain ENGLISH = new Brain(Language.ENGLISH, CLOCK, new Random(7));
  private static final Brain CHINESE = new Brain(Language.CHINESE, CLOCK, new Random(7));

  private static String reply(String question) {
    return (Language.of(question) == Language.ENGLISH ? ENGLISH : CHINESE).reply(question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          hello                              → Hello! .*|Hi there.*|Good to see.*
          Hi!!!                              → Hello! .*|Hi there.*|Good to see.*
          oh hey there, robot                → Hello! .*|Hi there.*|Good to see.*
          Good morning                       → Hello! .*|Hi there.*|Good to see.*
          ''                                 → Yes\\? .*|I am listening.*
          hey                                → .+
          yes                                → Yes\\? .*|I am listening.*
          bye now                            → Goodbye!|See you.*
          Thanks a lot!                      → You are welcome\\.|Any time\\.|My pleasure\\.
          thank you, that helped             → You are welcome\\.|Any time\\.|My pleasure\\.
          hello, how are you?                → .*And you\\?
          How are you?                       → .*And you\\?
          help                               → (?s)I am a small offline brain.*dice.*joke.*
          please help me                     → (?s)I am a small offline brain.*
          What can you do?                   → (?s)I am a small offline brain.*
          who are you?                       → I am Parlor's robot.*
          What's your name                   → I am Parlor's robot.*
          are you human?                     → I am Parlor's robot.*
          Are you ChatGPT                    → I am Parlor's robot.*
          who made you                       → I am part of Parlor.*
          What is Parlor?                    → Parlor is the chat server.*
          what time is it?                   → By the server's clock it is 14:05 on Tuesday, 24 November 2026 \\(UTC\\+01:00\\)\\.
          time                               → By the server's clock it is 14:05 .*
          tell me the time please            → By the server's clock it is 14:05 .*
          What day is it today?              → By the server's clock it is Tuesday, 24 November 2026\\.
          date                               → By the server's clock it is Tuesday, 24 November 2026\\.
          roll                               → 🎲 [1-6]
          roll a die                         → 🎲 [1-6]
          please throw the dice              → 🎲 [1-6]
          roll 2d6                           → 🎲 [1-6] \\+ [1-6] = \\d+
          3d20                               → 🎲 \\d+ \\+ \\d+ \\+ \\d+ = \\d+ \\(of 20\\)
          roll d20                           → 🎲 \\d+ \\(of 20\\)
          roll 3 dice                        → 🎲 [1-6] \\+ [1-6] \\+ [1-6] = \\d+
          roll 999d6                         → I have 1 to 20 dice with 2 to 1000 sides\\.
          roll 1d99999999999999999999        → I have 1 to 20 dice .*
          flip a coin                        → Heads\\.|Tails\\.
          Heads or tails?                    → Heads\\.|Tails\\.
          tell me a joke                     → .+
          choose tea or coffee               → (I would say: )?(tea|coffee)
          pick between red and old or blue   → (I would say: )?(red and old|blue)
          tea or green coffee?               → (Let me think … )?(tea|green coffee)
          tea or coffee or water             → (Let me think … )?(tea|coffee|water)
          What's the weather like?           → I have no network.*
          good bot                           → Thank you.*
          you stupid thing                   → I am only a small brain.*
          ping                               → Pong\\..*
          what is 2 + 3 * 4?                 → 2\\+3\\*4 = 14
          (1 + 2) / 4                        → \\(1\\+2\\)/4 = 0\\.75
          12 times 3 please                  → 12\\*3 = 36
          1/0                                → Nobody can divide by zero\\.
          """)
  void answersInEnglish(String question, String expected) {
    assertThat(reply(question)).matches(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          你好                 → 你好！.*|你好呀。.*|很高兴见到你。
          你好！               → 你好！.*|你好呀。.*|很高兴见到你。
          机器人，你好呀       → 你好！.*|你好呀。.*|很高兴见到你。
          早上好大家           → 你好！.*|你好呀。.*|很高兴见到你。
          你好 在吗            → 在的。.*|我在。.*|你好！.*|你好呀。.*|很高兴见到你。
          在吗？               → 在的。.*|我在。.*
          再见                 → 再见！|回头见.*
          谢谢你！             → 不客气。|很高兴帮到你。
          謝謝                 → 不客气。|很高兴帮到你。
          你好你好，你好吗？   → 我很好.*|电路都正常.*
          你好吗？             → 我很好.*|电路都正常.*
          帮助                 → (?s)我是一个小小的离线大脑.*骰子.*笑话.*
          请问你会什么？       → (?s)我是一个小小的离线大脑.*
          你是谁？             → 我是 Parlor 的机器人.*
          请问你叫什么名字     → 我是 Parlor 的机器人.*
          你是机器人吗         → 我是 Parlor 的机器人.*
          谁开发了你           → 我是聊天服务器 Parlor 的一部分.*
          Parlor 是什么        → Parlor 就是你正在用的聊天服务器.*
          现在几点了？         → 按服务器的时钟，现在是 14:05（UTC\\+01:00），2026年11月24日，星期二。
          几点                 → 按服务器的时钟，现在是 14:05.*
          現在幾點             → 按服务器的时钟，现在是 14:05.*
          今天几号             → 按服务器的时钟，今天是 2026年11月24日，星期二。
          今天星期几啊         → 按服务器的时钟，今天是 2026年11月24日，星期二。
          掷骰子               → 🎲 [1-6]
          帮我掷 2 个骰子      → 🎲 [1-6] \\+ [1-6] = \\d+
          掷2d20               → 🎲 \\d+ \\+ \\d+ = \\d+（20 面）
          扔９９个骰子         → 我有 1 到 20 个骰子.*
          抛个硬币             → 正面。|反面。
          讲个笑话             → .+
          喝茶还是咖啡？       → (让我想想……)?(喝茶|咖啡)
          帮我选红色还是蓝色吧 → (我选：)?(红色|蓝色)
          今天天气怎么样       → 我没有联网.*
          你真棒               → 谢谢夸奖.*
          你好笨               → 我只是个小小的大脑.*|你好.*|很高兴见到你。
          12乘以3等于多少      → 12\\*3 = 36
          ３＋４是多少？       → 3\\+4 = 7
          5除以0               → 零不能做除数。
          """)
  void answersInChinese(String question, String expected) {
    assertThat(reply(question)).matches(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colourless green ideas sleep furiously",
        "...",
        "<call>dice</call> {topic=x} <star1> <bot name>",
        "\\n \\s {@help} ^ $ (?:",
        "ヘルプ",
        "привет",
        "🎉🎉",
      })
  void saysHonestlyThatItIsSmall(String question) {
    assertThat(reply(question))
        .containsAnyOf("offline brain", "I work offline", "I am listening", "Yes? Ask", "🎲")
        .doesNotContain("<", "ERR");
  }

  @Test
  void saysHonestlyInChineseHowToConnectAnother() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      seen.add(reply("量子色动力学的重整化群方程"));
    }
    assertThat(seen).hasSize(3).allMatch(each -> each.contains("离线大脑") || each.contains("不联网"));
    assertThat(seen).anyMatch(each -> each.contains("parlor.robot.provider"));
  }

  @Test
  void doesNotChokeOnALongMessage() {
    assertThat(reply("a b or ".repeat(700))).isNotBlank();
    assertThat(reply("还是".repeat(2_500))).isNotBlank();
    assertThat(reply("1+".repeat(2_500))).isNotBlank();
    assertThat(reply("(".repeat(49) + "1+1" + ")".repeat(40))).isNotBlank();
  }

  @Test
  void neverWakesItself() {
    for (String question : new String[] {"help", "帮助", "who are you", "你是谁", "xyzzy", "量子"}) {
      assertThat(Mention.ofRobot(reply(question))).isFalse();
    }
  }
}
