package parlor.robot;

import java.util.regex.Pattern;

/**
 * Whether a text calls the robot: {@code @robot} anywhere, in any case and width, in any script
 * around it, but not inside a longer Latin word or an address such as {@code ann@robot.example}.
 */
public final class Mention {
  private static final Pattern CALL =
      Pattern.compile("(?<![a-z0-9._%+-])@robot(?![a-z0-9_-]|\\.[a-z0-9])");

  private Mention() {}

  public static boolean ofRobot(String text) {
    return text.length() >= 6 && CALL.matcher(narrow(text)).find();
  }

  /** The text without the calls and the white space at its ends. */
  static String strip(String text) {
    var calls = CALL.matcher(narrow(text));
    StringBuilder rest = new StringBuilder();
    int from = 0;
    while (calls.find()) {
      rest.append(text, from, calls.start());
      from = calls.end();
    }
    return rest.append(text.substring(from)).toString().strip();
  }

  /** A text that calls nobody: the at sign is written in full width and followed by a space. */
  static String defuse(String text) {
    var calls = CALL.matcher(narrow(text));
    StringBuilder defused = new StringBuilder(text);
    int added = 0;
    while (calls.find()) {
      defused.replace(calls.start() + added, calls.start() + added + 1, "＠ ");
      added++;
    }
    return defused.toString();
  }

  /** Lower case and half width, with every character in its old place. */
  private static String narrow(String text) {
    StringBuilder narrow = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fullWidth = c >= '！' && c <= '～';
      narrow.append(Character.toLowerCase(fullWidth ? (char) (c - '！' + '!') : c));
    }
    return narrow.toString();
  }
}
