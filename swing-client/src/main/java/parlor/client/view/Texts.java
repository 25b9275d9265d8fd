package parlor.client.view;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;

/** Every word that the windows show, in one language. */
public final class Texts {
  static final String BUNDLE = "parlor.client.texts";

  private final Locale locale;
  private final ResourceBundle bundle;
  private final DateTimeFormatter clock;
  private final DateTimeFormatter calendar;

  public Texts(Language language) {
    locale = language.locale();
    bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    clock = DateTimeFormatter.ofPattern("HH:mm", locale);
    calendar = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale);
  }

  /**
   * The text of that key, with {@code {0}}, {@code {1}} … filled in.
   *
   * @throws java.util.MissingResourceException if there is no such key
   */
  public String get(String key, Object... arguments) {
    String pattern = bundle.getString(key);
    return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
  }

  boolean has(String key) {
    return bundle.containsKey(key);
  }

  String time(long at) {
    return clock.format(Instant.ofEpochMilli(at).atZone(ZoneId.systemDefault()));
  }

  String day(LocalDate day) {
    return calendar.format(day);
  }

  static LocalDate dayOf(long at) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(at), ZoneId.systemDefault());
  }
}
