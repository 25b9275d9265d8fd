package parlor.client.view;

import com.formdev.flatlaf.extras.FlatSVGUtils;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.Action;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.KeyStroke;
import javax.swing.UIManager;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;
import parlor.client.action.ClientActions;
import parlor.client.action.Commands;
import parlor.client.model.Chat;
import parlor.client.model.RoomModel;
import parlor.client.model.Standing;

/** The window: the login first, then the chat. */
public final class MainWindow extends JFrame implements Chat.Listener, Commands {
  private static final long serialVersionUID = 1L;
  private static final Dimension SMALLEST = new Dimension(480, 360);
  private static final Dimension FIRST = new Dimension(960, 640);

  private final transient Chat chat;
  private final transient ViewPreferences preferences;
  private final transient Drafts drafts = new Drafts();
  private transient Texts texts;
  private transient ClientActions actions;
  private @Nullable ChatView chatView;

  /**
   * A window that is not shown yet.
   *
   * @param onClosed called when it is gone
   */
  public MainWindow(Chat chat, ViewPreferences preferences, Runnable onClosed) {
    this.chat = chat;
    this.preferences = preferences;
    this.texts = new Texts(preferences.language());
    this.actions = ClientActions.of(this, texts::get);
    setName("parlor");
    setIconImages(FlatSVGUtils.createWindowIconImages("/parlor/client/icons/parlor.svg"));
    setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    setMinimumSize(SMALLEST);
    setSize(FIRST);
    setLocationRelativeTo(null);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent event) {
            quit();
          }

          @Override
          public void windowClosed(WindowEvent event) {
            onClosed.run();
          }
        });
    chat.addListener(this);
    build();
  }

  /** Makes all that is shown anew, in the language and theme of now. */
  private void build() {
    RoomModel seen = chatView == null ? null : chatView.seenRoom();
    texts = new Texts(preferences.language());
    actions = ClientActions.of(this, texts::get);
    getContentPane().removeAll();
    setJMenuBar(null);
    chatView = null;
    if (chat.standing() instanceof Standing.LoggedOut
        || chat.standing() instanceof Standing.LoggingIn) {
      getContentPane().add(new LoginView(chat, texts, preferences, actions), BorderLayout.CENTER);
    } else {
      chatView = new ChatView(chat, texts, actions, drafts);
      chatView.addPropertyChangeListener("room", changed -> showTitle());
      getContentPane().add(chatView, BorderLayout.CENTER);
      setJMenuBar(menuBar());
      bindKeys();
      if (seen != null) {
        chatView.see(seen);
      }
    }
    showTitle();
    revalidate();
    repaint();
  }

  private JMenuBar menuBar() {
    JMenu chatMenu = new JMenu(texts.get("menu.chat"));
    chatMenu.add(actions.joinRoom());
    chatMenu.add(actions.leaveRoom());
    chatMenu.add(actions.nextRoom());
    chatMenu.add(actions.previousRoom());
    chatMenu.addSeparator();
    chatMenu.add(actions.logout());
    chatMenu.add(actions.quit());
    JMenu viewMenu = new JMenu(texts.get("menu.view"));
    viewMenu.add(actions.theme());
    viewMenu.add(actions.language());
    JMenuBar bar = new JMenuBar();
    bar.add(chatMenu);
    bar.add(viewMenu);
    return bar;
  }

  private void bindKeys() {
    bind(actions.nextRoom(), KeyEvent.VK_PAGE_DOWN);
    bind(actions.previousRoom(), KeyEvent.VK_PAGE_UP);
    bind(actions.joinRoom(), KeyEvent.VK_J);
    bind(actions.quit(), KeyEvent.VK_Q);
  }

  private void bind(Action action, int key) {
    String name = String.valueOf(action.getValue(Action.NAME));
    KeyStroke stroke = KeyStroke.getKeyStroke(key, InputEvent.CTRL_DOWN_MASK);
    action.putValue(Action.ACCELERATOR_KEY, stroke);
    getRootPane().getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).put(stroke, name);
    getRootPane().getActionMap().put(name, action);
  }

  private void showTitle() {
    RoomModel room = chatView == null ? null : chatView.seenRoom();
    setTitle(
        room == null
            ? texts.get("app.name")
            : texts.get("chat.title", room.name(), chat.nickname()));
  }

  @Override
  public void loggedIn() {
    build();
  }

  @Override
  public void standingChanged(Standing standing) {
    if (standing instanceof Standing.LoggedOut && chatView != null) {
      build();
    }
  }

  // What actions do

  @Override
  public void send() {
    if (chatView != null) {
      chatView.send();
    }
  }

  @Override
  public void joinRoom() {
    new JoinRoomDialog(this, chat, texts).setVisible(true);
  }

  @Override
  public void leaveRoom() {
    RoomModel room = chatView == null ? null : chatView.seenRoom();
    if (room != null && chat.rooms().size() > 1) {
      chat.leave(room);
    } else {
      Toolkit.getDefaultToolkit().beep();
    }
  }

  @Override
  public void seeOtherRoom(int places) {
    if (chatView != null) {
      chatView.seeOther(places);
    }
  }

  @Override
  public void showSides() {
    if (chatView != null) {
      chatView.showSides();
    }
  }

  @Override
  public void switchTheme() {
    Theme other = preferences.theme() == Theme.LIGHT ? Theme.DARK : Theme.LIGHT;
    preferences.setTheme(other);
    other.apply();
    build();
  }

  @Override
  public void switchLanguage() {
    preferences.setLanguage(
        preferences.language() == Language.ENGLISH ? Language.CHINESE : Language.ENGLISH);
    UIManager.getDefaults().setDefaultLocale(preferences.language().locale());
    JComponent.setDefaultLocale(preferences.language().locale());
    build();
  }

  @Override
  public void logout() {
    chat.logout();
  }

  @Override
  public void quit() {
    chat.logout();
    chat.removeListener(this);
    dispose();
  }
}
