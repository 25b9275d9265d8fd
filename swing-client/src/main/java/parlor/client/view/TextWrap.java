package parlor.client.view;

import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines: at its own line breaks, at spaces, between CJK characters, else anywhere.
 */
final class TextWrap {

  private TextWrap() {}

  static List<String> lines(String text, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\r\n|\r|\n", -1)) {
      wrap(paragraph.replace("\t", "    "), metrics, Math.max(width, 20), lines);
    }
    return lines;
  }

  private static void wrap(String paragraph, FontMetrics metrics, int width, List<String> lines) {
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
        lines.add(paragraph.substring(start, end).stripTrailing());
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
    lines.add(paragraph.substring(start));
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
