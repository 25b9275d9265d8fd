package parlor.client.action;

import java.awt.event.ActionEvent;
import java.util.function.UnaryOperator;
import javax.swing.AbstractAction;
import javax.swing.Action;

/** Every action, named in one language. */
public record ClientActions(
    Action send,
    Action joinRoom,
    Action leaveRoom,
    Action nextRoom,
    Action previousRoom,
    Action showMembers,
    Action showRooms,
    Action talkTo,
    Action invite,
    Action find,
    Action register,
    Action changePassword,
    Action logoutOthers,
    Action deleteAccount,
    Action silence,
    Action blocked,
    Action serverKeys,
    Action theme,
    Action language,
    Action logout,
    Action quit) {

  /**
   * The actions that do these commands.
   *
   * @param texts gives the words of a key
   */
  public static ClientActions of(Commands commands, UnaryOperator<String> texts) {
    return new ClientActions(
        new Named(texts.apply("chat.send"), commands::send),
        new Named(texts.apply("rooms.join"), commands::joinRoom),
        new Named(texts.apply("rooms.leave"), commands::leaveRoom),
        new Named(texts.apply("rooms.next"), () -> commands.seeOtherRoom(1)),
        new Named(texts.apply("rooms.previous"), () -> commands.seeOtherRoom(-1)),
        new Named(texts.apply("view.members"), commands::showSides),
        new Named(texts.apply("view.rooms"), commands::showSides),
        new Named(texts.apply("rooms.talkTo"), commands::talkTo),
        new Named(texts.apply("invite.action"), commands::invite),
        new Named(texts.apply("search.find"), commands::find),
        new Named(texts.apply("account.register"), commands::register),
        new Named(texts.apply("account.password"), commands::changePassword),
        new Named(texts.apply("account.logoutOthers"), commands::logoutOthers),
        new Named(texts.apply("account.delete"), commands::deleteAccount),
        new Named(texts.apply("rooms.silence"), commands::silence),
        new Named(texts.apply("blocked.list"), commands::showBlocked),
        new Named(texts.apply("keys.list"), commands::showServerKeys),
        new Named(texts.apply("view.theme"), commands::switchTheme),
        new Named(texts.apply("view.language"), commands::switchLanguage),
        new Named(texts.apply("session.logout"), commands::logout),
        new Named(texts.apply("session.quit"), commands::quit));
  }

  private static final class Named extends AbstractAction {
    private static final long serialVersionUID = 1L;

    private final transient Runnable does;

    Named(String name, Runnable does) {
      super(name);
      this.does = does;
    }

    @Override
    public void actionPerformed(ActionEvent event) {
      does.run();
    }
  }
}
