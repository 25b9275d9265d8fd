package parlor.robot;

/** Tells Chinese from other languages. */
final class Languages {

  private Languages() {}

  static boolean isChinese(String text) {
    return text.codePoints().anyMatch(Languages::isHan);
  }

  static boolean isHan(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
  }
}
