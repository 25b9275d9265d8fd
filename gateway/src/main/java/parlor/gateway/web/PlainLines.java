package parlor.gateway.web;

import java.util.regex.Pattern;

/**
 * What people have written, as lines that do nothing to whoever looks at them, in a terminal too:
 * what follows a line break is indented, and what moves the cursor, colours or turns the direction
 * is shown as U+FFFD. So nobody can write what looks like another's line.
 */
final class PlainLines {
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  /** Controls (C0, DEL, C1), and those of direction that go on beyond their word. */
  private static final Pattern TRICK =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069\\uFFF9-\\uFFFB&&[^\\t\\n]]");

  private PlainLines() {}

  static String of(String text) {
    return TRICK.matcher(LINE_BREAK.matcher(text).replaceAll("\n    ")).replaceAll("\uFFFD");
  }
}
