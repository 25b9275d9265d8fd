package parlor.client.view;

import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks text into lines: at its own line breaks, at spaces, between CJK characters, else anywhere.
 */
final class TextWrap {

  private static final Pattern BREAK = Pattern.compile("\r\n|\r|\n");

  /**
   * One line.
   *
   * @param start where it begins in the text
   */
  record Line(String text, int start) {
    int end() {
      return start + text.length();
    }
  }

  private TextWrap() {}

  static List<String> lines(String text, FontMetrics metrics, int width) {
    return wrapped(text, metrics, width).stream().map(Line::text).toList();
  }

  static List<Line> wrapped(String text, FontMetrics metrics, int width) {
    List<Line> lines = new ArrayList<>();
    Matcher breaks = BREAK.matcher(text);
    int start = 0;
    while (breaks.find()) {
      wrap(text.substring(start, breaks.start()), start, metrics, Math.max(width, 20), lines);
      start = breaks.end();
    }
    wrap(text.substring(start), start, metrics, Math.max(width, 20), lines);
    return lines;
  }

  /** Of a paragraph that begins at {@code at} in its text. */
  private static void wrap(
      String paragraph, int at, FontMetrics metrics, int width, List<Line> lines) {
    int start = 0;
    int breakAt = -1;
    int used = 0;
    int i = 0;
    while (i < paragraph.length()) {
      int c = paragraph.codePointAt(i);
      int size = Character.charCount(c);
      int advance = metrics.charWidth(c);
      if (used + advance > width && i > start) {
        int end = breakAt > start ? breakAt : i;
        lines.add(new Line(paragraph.substring(start, end).stripTrailing(), at + start));
        start = end;
        while (start < i && paragraph.charAt(start) == ' ') {
          start++;
        }
        breakAt = -1;
        used = metrics.stringWidth(paragraph.substring(start, i));
      }
      if (mayBreakBefore(c, i > start ? paragraph.codePointBefore(i) : ' ')) {
        breakAt = i;
      }
      used += advance;
      i += size;
      if (c == ' ') {
        breakAt = i;
      }
    }
    lines.add(new Line(paragraph.substring(start), at + start));
  }

  private static boolean mayBreakBefore(int c, int before) {
    return (isIdeographic(c) || isIdeographic(before)) && !isClosing(c);
  }

  private static boolean isIdeographic(int c) {
    return Character.isIdeographic(c)
        || (c >= 0x3040 && c <= 0x30FF)
        || (c >= 0x3000 && c <= 0x303F)
        || (c >= 0xFF00 && c <= 0xFFEF)
        || (c >= 0xAC00 && c <= 0xD7AF);
  }

  /** Punctuation that does not begin a line. */
  private static boolean isClosing(int c) {
    return "，。、；：！？）》」』】”’…,.;:!?)]}".indexOf(c) >= 0;
  }
}
