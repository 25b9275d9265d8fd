package parlor.client.view;

import com.formdev.flatlaf.extras.FlatSVGUtils;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Image;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import javax.swing.Action;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JOptionPane;
import javax.swing.KeyStroke;
import javax.swing.UIManager;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;
import parlor.client.action.ClientActions;
import parlor.client.action.Commands;
import parlor.client.model.Browser;
import parlor.client.model.Chat;
import parlor.client.model.Disk;
import parlor.client.model.FileServer;
import parlor.client.model.Invitation;
import parlor.client.model.KeyDoubt;
import parlor.client.model.Naming;
import parlor.client.model.Network;
import parlor.client.model.RoomModel;
import parlor.client.model.ServerAddress;
import parlor.client.model.Standing;
import parlor.protocol.RoomName;
import parlor.protocol.ServerFrame;

/** The window: the login first, then the chat. */
public final class MainWindow extends JFrame implements Chat.Listener, Commands {
  private static final long serialVersionUID = 1L;
  private static final Dimension SMALLEST = new Dimension(480, 360);
  private static final Dimension FIRST = new Dimension(960, 640);

  private final transient Chat chat;
  private final transient Browser browser;
  private final transient Network network;
  private final String room;
  private final transient ViewPreferences preferences;
  private final transient Drafts drafts = new Drafts();
  private final transient Notifier notifier;
  private final transient Pictures pictures;
  private final transient List<Image> icons;
  private transient Texts texts;
  private transient ClientActions actions;
  private transient AccountDialogs accountDialogs;
  private @Nullable ChatView chatView;
  private int marked;

  /**
   * A window that is not shown yet.
   *
   * @param room where to go first, as an invitation says; empty for none
   * @param onClosed called when it is gone
   */
  public MainWindow(
      Chat chat,
      FileServer files,
      Disk disk,
      Browser browser,
      Network network,
      ViewPreferences preferences,
      String room,
      Runnable onClosed) {
    this.chat = chat;
    this.browser = browser;
    this.network = network;
    this.room = room;
    this.pictures = new Pictures(chat, files, disk);
    this.preferences = preferences;
    this.texts = new Texts(preferences.language());
    this.actions = ClientActions.of(this, texts::get);
    setName("parlor");
    this.icons = FlatSVGUtils.createWindowIconImages("/parlor/client/icons/parlor.svg");
    this.accountDialogs = new AccountDialogs(this, chat, texts);
    this.notifier = new Notifier(this, icons.getLast(), this::mark);
    setIconImages(icons);
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
          public void windowActivated(WindowEvent event) {
            attend(true);
          }

          @Override
          public void windowDeactivated(WindowEvent event) {
            attend(false);
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
    chat.removeListener(accountDialogs);
    accountDialogs = new AccountDialogs(this, chat, texts);
    chat.addListener(accountDialogs);
    getContentPane().removeAll();
    setJMenuBar(null);
    chatView = null;
    if (chat.standing() instanceof Standing.LoggedOut
        || chat.standing() instanceof Standing.LoggingIn) {
      LoginView login = new LoginView(chat, network, texts, preferences, actions, room);
      getContentPane().add(login, BorderLayout.CENTER);
    } else {
      chatView = new ChatView(chat, texts, pictures, actions, drafts, preferences, browser);
      chatView.addPropertyChangeListener("room", changed -> onSeen());
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
    JCheckBoxMenuItem silence = new JCheckBoxMenuItem(actions.silence());
    silence.setName("silence");
    showSilence();
    JMenu chatMenu = new JMenu(texts.get("menu.chat"));
    chatMenu.add(actions.talkTo());
    chatMenu.add(actions.invite());
    chatMenu.add(actions.find());
    chatMenu.addSeparator();
    chatMenu.add(actions.joinRoom());
    chatMenu.add(actions.leaveRoom());
    chatMenu.add(actions.nextRoom());
    chatMenu.add(actions.previousRoom());
    chatMenu.add(silence);
    chatMenu.addSeparator();
    chatMenu.add(actions.logout());
    chatMenu.add(actions.quit());
    JMenu viewMenu = new JMenu(texts.get("menu.view"));
    viewMenu.add(actions.theme());
    viewMenu.add(actions.language());
    JMenu accountMenu = new JMenu(texts.get("menu.account"));
    accountMenu.add(actions.register());
    accountMenu.add(actions.changePassword());
    accountMenu.add(actions.logoutOthers());
    accountMenu.add(actions.deleteAccount());
    accountMenu.addSeparator();
    accountMenu.add(actions.blocked());
    accountMenu.add(actions.serverKeys());
    JMenuBar bar = new JMenuBar();
    bar.add(chatMenu);
    bar.add(accountMenu);
    bar.add(viewMenu);
    return bar;
  }

  private void bindKeys() {
    bind(actions.nextRoom(), KeyEvent.VK_PAGE_DOWN);
    bind(actions.previousRoom(), KeyEvent.VK_PAGE_UP);
    bind(actions.joinRoom(), KeyEvent.VK_J);
    bind(actions.quit(), KeyEvent.VK_Q);
    bind(actions.find(), KeyEvent.VK_F);
    bind(actions.talkTo(), KeyEvent.VK_K);
  }

  private void bind(Action action, int key) {
    String name = String.valueOf(action.getValue(Action.NAME));
    KeyStroke stroke = KeyStroke.getKeyStroke(key, InputEvent.CTRL_DOWN_MASK);
    action.putValue(Action.ACCELERATOR_KEY, stroke);
    getRootPane().getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).put(stroke, name);
    getRootPane().getActionMap().put(name, action);
  }

  private void onSeen() {
    showTitle();
    showSilence();
  }

  /** In the menu, and in the list of rooms. */
  private void showSilence() {
    RoomModel room = chatView == null ? null : chatView.seenRoom();
    actions
        .silence()
        .putValue(Action.SELECTED_KEY, room != null && preferences.isSilenced(room.title()));
    if (chatView != null) {
      chatView.unreadChanged();
    }
  }

  private void showTitle() {
    RoomModel room = chatView == null ? null : chatView.seenRoom();
    String title =
        room == null
            ? texts.get("app.name")
            : texts.get(
                "chat.title", room.isPrivate() ? room.title() : room.name(), chat.nickname());
    if (room != null && chat.address() != null && !chat.address().encrypted()) {
      title = texts.get("chat.unencrypted", title);
    }
    setTitle(marked == 0 ? title : "(" + marked + ") " + title);
  }

  // What comes while nobody looks

  private void attend(boolean inFront) {
    if (chatView != null) {
      chatView.attend(inFront);
    }
    if (inFront) {
      notifier.clear();
    }
  }

  @Override
  public void heard(RoomModel room, ServerFrame.Message message) {
    boolean concerns = room.isPrivate() || Naming.names(message.text(), chat.nickname());
    if (concerns && !isActive() && !preferences.isSilenced(room.title())) {
      notifier.tell(message.from() + " · " + room.title(), message.text());
    }
  }

  /** In the title and on the icon, so that it is seen wherever the window is listed. */
  private void mark(int waiting) {
    marked = waiting;
    setIconImages(waiting == 0 ? icons : icons.stream().map(Badge::on).toList());
    showTitle();
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

  @Override
  public void keyDoubted(KeyDoubt doubt) {
    Dialogs.later(
        () -> {
          if (new KeyDialogs(this, texts).isTrusted(doubt)) {
            chat.trust(doubt);
          }
        });
  }

  // What actions do

  @Override
  public void showBlocked() {
    BlockedDialog.show(this, chat, texts);
  }

  @Override
  public void showServerKeys() {
    new KeyDialogs(this, texts).show(preferences);
  }

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
  public void talkTo() {
    String nickname =
        JOptionPane.showInputDialog(
            this,
            texts.get("rooms.talkTo.words"),
            texts.get("rooms.talkTo"),
            JOptionPane.PLAIN_MESSAGE);
    if (nickname != null && !nickname.isBlank()) {
      chat.talkTo(nickname.strip());
    }
  }

  @Override
  public void invite() {
    ServerAddress server = chat.address();
    RoomModel seen = chatView == null ? null : chatView.seenRoom();
    if (server == null) {
      return;
    }
    RoomName where = seen == null || seen.isPrivate() ? null : new RoomName(seen.name());
    Invitation invitation = new Invitation(server, where, pictures.files().port(server));
    network.ownAddresses(own -> InviteDialog.open(this, texts, invitation, own));
  }

  @Override
  public void find() {
    if (chatView != null) {
      new SearchDialog(this, chat, texts, chatView.seenRoom(), chatView::show).setVisible(true);
    }
  }

  @Override
  public void register() {
    accountDialogs.register();
  }

  @Override
  public void changePassword() {
    accountDialogs.changePassword();
  }

  @Override
  public void logoutOthers() {
    accountDialogs.logoutOthers();
  }

  @Override
  public void deleteAccount() {
    accountDialogs.delete();
  }

  @Override
  public void silence() {
    RoomModel room = chatView == null ? null : chatView.seenRoom();
    if (room != null) {
      boolean silenced = !preferences.isSilenced(room.title());
      preferences.setSilenced(room.title(), silenced);
      chatView.say(texts.get(silenced ? "rooms.silenced" : "rooms.heardAgain", room.title()));
      showSilence();
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
