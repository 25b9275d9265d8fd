package parlor.client.action;

/** Does what the actions say. */
public interface Commands {

  /** Sends what is written in the composer. */
  void send();

  void joinRoom();

  /** Leaves the room that is seen. */
  void leaveRoom();

  /** Goes to the room that is so many places behind the one that is seen. */
  void seeOtherRoom(int places);

  /** Shows or hides what stands beside the chat, as the buttons say. */
  void showSides();

  /** Asks for a nickname and goes to the conversation with that person. */
  void talkTo();

  /** Shows how others find the way to the room that is seen. */
  void invite();

  /** Looks for messages. */
  void find();

  /** Makes an account of the nickname. */
  void register();

  void changePassword();

  void logoutOthers();

  void deleteAccount();

  /** Tells of the room that is seen, or no longer. */
  void silence();

  /** Shows of whom one wants to hear nothing. */
  void showBlocked();

  /** Shows which servers are known by their keys. */
  void showServerKeys();

  void switchTheme();

  void switchLanguage();

  void logout();

  void quit();
}
