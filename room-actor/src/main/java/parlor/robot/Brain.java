package parlor.robot;

import com.rivescript.Config;
import com.rivescript.RiveScript;
import com.rivescript.RiveScriptException;
import com.rivescript.macro.Subroutine;
import com.rivescript.parser.ParserException;
import com.rivescript.session.NoOpSessionManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the robot knows in one language: a RiveScript file, and the skills it calls. It remembers
 * nobody. Any number of threads may ask; they are served one after the other.
 */
final class Brain {

  /** RiveScript keeps its state by user; ours has none. */
  private static final String ANYBODY = "anybody";

  private final RiveScript rive =
      new RiveScript(
          Config.newBuilder()
              .utf8(true)
              .throwExceptions(true)
              .sessionManager(new NoOpSessionManager())
              .build());

  private final Language language;

  Brain(Language language, Clock clock, RandomGenerator random) {
    this.language = language;
    var skills = new Skills(language, clock, random);
    add("time", words -> skills.time());
    add("date", words -> skills.date());
    add("dice", skills::dice);
    add("coin", words -> skills.coin());
    add("pick", skills::pick);
    try {
      rive.stream(script(language.choose("en.rive", "zh.rive")));
    } catch (ParserException e) {
      throw new IllegalStateException("the robot's brain has a fault", e);
    }
    rive.sortReplies();
  }

  /** Never blank. The same question may get another answer the next time. */
  synchronized String reply(String question) {
    Optional<String> result = Arithmetic.answer(question, language);
    if (result.isPresent()) {
      return result.get();
    }
    try {
      return rive.reply(ANYBODY, BrainWords.ofQuestion(question));
    } catch (RiveScriptException e) {
      throw new IllegalStateException("the robot's brain knows no answer at all", e);
    }
  }

  private void add(String name, Skill skill) {
    Subroutine subroutine = (unused, words) -> skill.use(words);
    rive.setSubroutine(name, subroutine);
  }

  /** What a script calls with {@code <call>}. */
  private interface Skill {
    String use(String[] words);
  }

  private static String[] script(String name) {
    try (InputStream in = Objects.requireNonNull(Brain.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(BrainWords::ofScript)
          .toArray(String[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
