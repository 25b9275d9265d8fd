package parlor.client.view;

/** What the windows remember. */
public interface ViewPreferences {
  String server();

  void setServer(String server);

  String nickname();

  void setNickname(String nickname);

  Theme theme();

  void setTheme(Theme theme);

  Language language();

  void setLanguage(Language language);
}
