package parlor.robot;

import com.rivescript.Config;
import com.rivescript.RiveScript;
import com.rivescript.RiveScriptException;
import com.rivescript.parser.ParserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A small brain that needs no network and no key, in Chinese and English. It answers at once, so it
 * works on the caller's thread; one caller at a time.
 */
final class EmbeddedChatbot implements Chatbot {
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
  private static final int MAX_CODE_POINTS = 500;
  private static final String NOTHING_FITS = "?";
  private static final DateTimeFormatter ENGLISH_TIME =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter CHINESE_TIME =
      DateTimeFormatter.ofPattern("yyyy年M月d日 EEEE HH:mm", Locale.SIMPLIFIED_CHINESE);

  private final RiveScript brain = new RiveScript(Config.Builder.utf8().build());

  EmbeddedChatbot(Clock clock, RandomGenerator random) {
    brain.setSubroutine("time", (rs, args) -> now(clock).format(ENGLISH_TIME));
    brain.setSubroutine("timezh", (rs, args) -> now(clock).format(CHINESE_TIME));
    brain.setSubroutine("dice", (rs, args) -> String.valueOf(1 + random.nextInt(6)));
    brain.setSubroutine("coin", (rs, args) -> random.nextBoolean() ? "heads" : "tails");
    brain.setSubroutine("coinzh", (rs, args) -> random.nextBoolean() ? "正面" : "反面");
    try {
      brain.stream(
          readScript().lines().map(EmbeddedChatbot::triggerForMatching).toArray(String[]::new));
    } catch (ParserException e) {
      throw new IllegalStateException("The robot's own script is broken", e);
    }
    brain.sortReplies();
  }

  private static LocalDateTime now(Clock clock) {
    return LocalDateTime.now(clock.withZone(ZoneId.systemDefault()));
  }

  private static String readScript() {
    try (InputStream script =
        Objects.requireNonNull(EmbeddedChatbot.class.getResourceAsStream("robot.rive"))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletionStage<String> ask(Question question) {
    String fallback = Languages.isChinese(question.text()) ? forMatching("不懂") : "unknown";
    String said = forMatching(question.text());
    try {
      String answer = brain.reply(question.room(), said.isEmpty() ? "hello" : said);
      return CompletableFuture.completedFuture(
          answer.equals(NOTHING_FITS) ? brain.reply(question.room(), fallback) : answer);
    } catch (RiveScriptException e) {
      return CompletableFuture.failedFuture(
          new RobotFailure(RobotFailure.Reason.NONSENSE, "The script: " + e.getMessage()));
    }
  }

  /** Lower case, no punctuation, and each Chinese character a word. */
  private static String forMatching(String text) {
    StringBuilder words = new StringBuilder();
    text.codePoints()
        .limit(MAX_CODE_POINTS)
        .forEach(
            c -> {
              if (Languages.isHan(c)) {
                words.append(' ').append(word(c)).append(' ');
              } else if (Character.isLetterOrDigit(c)) {
                words.appendCodePoint(Character.toLowerCase(c));
              } else if (c != '\'' && c != '’') {
                words.append(' ');
              }
            });
    return words.toString().strip().replaceAll(" +", " ");
  }

  /** A line of the script in which a trigger's Chinese has become the words that questions have. */
  private static String triggerForMatching(String line) {
    return line.startsWith("+") || line.startsWith("@")
        ? HAN.matcher(line).replaceAll(EmbeddedChatbot::words)
        : line;
  }

  private static String words(MatchResult han) {
    return han.group()
        .codePoints()
        .mapToObj(EmbeddedChatbot::word)
        .collect(Collectors.joining(" "));
  }

  /** RiveScript finds the ends of words in ASCII only. */
  private static String word(int han) {
    return "u" + Integer.toHexString(han);
  }
}
