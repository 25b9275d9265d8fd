package parlor.client.view;

import java.util.Locale;

/** The languages of the interface. */
public enum Language {
  ENGLISH(Locale.ENGLISH, "English"),
  CHINESE(Locale.SIMPLIFIED_CHINESE, "中文");

  private final Locale locale;
  private final String ownName;

  Language(Locale locale, String ownName) {
    this.locale = locale;
    this.ownName = ownName;
  }

  public Locale locale() {
    return locale;
  }

  /** The language's name in itself. */
  public String ownName() {
    return ownName;
  }

  /** The language of that name, or the system's. */
  public static Language named(String name) {
    for (Language language : values()) {
      if (language.name().equals(name)) {
        return language;
      }
    }
    return Locale.getDefault().getLanguage().equals("zh") ? CHINESE : ENGLISH;
  }
}
