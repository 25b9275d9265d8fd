package parlor.robot;

/** The language in which the robot answers. */
enum Language {
  ENGLISH,
  CHINESE;

  /** Chinese if there is a Han character, else English. */
  static Language of(String question) {
    return question.codePoints().anyMatch(Language::isHan) ? CHINESE : ENGLISH;
  }

  static boolean isHan(int codePoint) {
    return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
  }

  String choose(String english, String chinese) {
    return this == ENGLISH ? english : chinese;
  }
}
