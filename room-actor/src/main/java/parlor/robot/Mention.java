package parlor.robot;

import java.util.regex.Pattern;

/**
 * Finds out whether a text wakes the robot: {@code @robot} anywhere, in upper or lower case, in
 * ASCII or full-width characters, with any script, punctuation or nothing on either side.
 *
 * <p>Not a mention is what only begins like one: a longer word of Latin letters, digits or
 * underscores ({@code @robots}, {@code @robot2}, {@code @robot-army}), nor an e-mail address
 * ({@code bob@robot.org}). Look-alikes (a Cyrillic о) do not count: nobody types them by accident.
 */
public final class Mention {
  private static final String WORD = "[\\p{IsLatin}\\p{Nd}\\p{M}_＿]";
  private static final String NAME = "[rRｒＲ][oOｏＯ][bBｂＢ][oOｏＯ][tTｔＴ]";
  private static final String WORD_ENDS = "(?!" + WORD + ")(?![-－‐]" + WORD + ")";
  private static final String NO_ADDRESS =
      "(?:(?<!" + WORD + ")|(?![@＠﹫]" + NAME + "[.．]" + WORD + "))";
  private static final Pattern MENTION = Pattern.compile(NO_ADDRESS + "[@＠﹫]" + NAME + WORD_ENDS);
  private static final Pattern AT_SIGN =
      Pattern.compile(NO_ADDRESS + "[@＠﹫]++(?=" + NAME + WORD_ENDS + ")");
  private static final Pattern LEFT_OVER = Pattern.compile("^[\\s,，:：、;；]+|\\s+$");

  private Mention() {}

  public static boolean ofRobot(String text) {
    return MENTION.matcher(text).find();
  }

  /** What is asked: the text without its mentions and without the comma that followed the first. */
  static String removedFrom(String text) {
    return LEFT_OVER.matcher(MENTION.matcher(text).replaceAll(" ")).replaceAll("");
  }

  /** The same text, but waking nobody: {@code @robot} becomes {@code robot}. */
  static String neutralised(String text) {
    String calm = text;
    while (ofRobot(calm)) {
      calm = AT_SIGN.matcher(calm).replaceAll("");
    }
    return calm;
  }
}
