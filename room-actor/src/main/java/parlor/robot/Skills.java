package parlor.robot;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What the brain can do beyond talking. */
final class Skills {
  private static final int MAX_DICE = 20;
  private static final int MAX_SIDES = 1000;

  private final Language language;
  private final Clock clock;
  private final RandomGenerator random;

  Skills(Language language, Clock clock, RandomGenerator random) {
    this.language = language;
    this.clock = clock;
    this.random = random;
  }

  String time() {
    return format(
        language.choose(
            "HH:mm 'on' EEEE, d MMMM yyyy '(UTC'xxx')'", "HH:mm（'UTC'xxx），yyyy年M月d日，EEEE"));
  }

  String date() {
    return format(language.choose("EEEE, d MMMM yyyy", "yyyy年M月d日，EEEE"));
  }

  /** {@code dice}, {@code dice <how many>} or {@code dice <how many> <sides>}. */
  String dice(String[] words) {
    int count = number(words, 0, 1, MAX_DICE);
    int sides = number(words, 1, 6, MAX_SIDES);
    if (count < 1 || sides < 2) {
      return language
          .choose("I have 1 to %d dice with 2 to %d sides.", "我有 1 到 %d 个骰子，每个 2 到 %d 面。")
          .formatted(MAX_DICE, MAX_SIDES);
    }
    int[] thrown = random.ints(count, 1, sides + 1).toArray();
    String each =
        Arrays.stream(thrown).mapToObj(Integer::toString).collect(Collectors.joining(" + "));
    return "🎲 "
        + (count == 1 ? each : each + " = " + Arrays.stream(thrown).sum())
        + (sides == 6 ? "" : language.choose(" (of " + sides + ")", "（" + sides + " 面）"));
  }

  String coin() {
    return random.nextBoolean()
        ? language.choose("Heads.", "正面。")
        : language.choose("Tails.", "反面。");
  }

  /** One of what stands between the words {@code or}. */
  String pick(String[] words) {
    List<String> choices =
        Arrays.stream(String.join(" ", words).split(" or ", -1))
            .map(BrainWords::together)
            .filter(each -> !each.isEmpty())
            .toList();
    return choices.get(random.nextInt(choices.size()));
  }

  private String format(String pattern) {
    Locale locale = language == Language.ENGLISH ? Locale.UK : Locale.SIMPLIFIED_CHINESE;
    return DateTimeFormatter.ofPattern(pattern, locale).format(ZonedDateTime.now(clock));
  }

  /** Zero where it is no number or too large a one. */
  private static int number(String[] words, int index, int otherwise, int most) {
    if (words.length <= index || words[index].isEmpty()) {
      return otherwise;
    }
    String digits = words[index];
    if (digits.length() > 4 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    int value = Integer.parseInt(digits);
    return value <= most ? value : 0;
  }
}
