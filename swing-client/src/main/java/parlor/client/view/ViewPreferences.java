package parlor.client.view;

import parlor.client.model.ServerKeys;

/** What the windows remember. */
public interface ViewPreferences extends ServerKeys {
  String server();

  void setServer(String server);

  String nickname();

  void setNickname(String nickname);

  /** The port of the server at which files are. */
  int httpPort();

  /** Another port of the server's for files. */
  void setHttpPort(int port);

  Theme theme();

  void setTheme(Theme theme);

  Language language();

  void setLanguage(Language language);

  /** Whether nothing is told of a room while the window is not in front. */
  boolean isSilenced(String room);

  void setSilenced(String room, boolean silenced);
}
