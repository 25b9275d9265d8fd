package parlor.client.view;

import com.formdev.flatlaf.extras.FlatSVGIcon;
import java.awt.CardLayout;
import java.awt.event.ActionEvent;
import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JProgressBar;
import javax.swing.JTextField;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;
import parlor.client.action.ClientActions;
import parlor.client.model.Chat;
import parlor.client.model.LoginProblem;
import parlor.client.model.LoginStep;
import parlor.client.model.NearbyServer;
import parlor.client.model.Network;
import parlor.client.model.ServerAddress;
import parlor.client.model.Standing;

/** Asks where to and by what name. What is wrong is said beside the field and in a dialog. */
final class LoginView extends JPanel implements Chat.Listener {
  private static final long serialVersionUID = 1L;
  private static final int ROOM_FOR_ALL = 430;

  private final transient Chat chat;
  private final transient Texts texts;
  private final transient ViewPreferences preferences;
  private final JTextField server = new JTextField(22);
  private final NearbyList nearby;
  private final boolean invited;
  private final JTextField room = new JTextField(22);
  private final JTextField nickname = new JTextField(22);
  private final JPasswordField password = new JPasswordField(22);
  private final JLabel passwordLabel = new JLabel();
  private final JLabel serverProblem = problemLabel("serverProblem");
  private final JLabel roomProblem = problemLabel("roomProblem");
  private final JLabel nicknameProblem = problemLabel("nicknameProblem");
  private final JLabel passwordProblem = problemLabel("passwordProblem");
  private final JLabel icon = new JLabel();
  private final JLabel tagline = new JLabel();
  private final JButton enter = new JButton();
  private final JLabel progress = Ui.plainLabel("");
  private final CardLayout cards = new CardLayout();
  private final JPanel bottom = new JPanel(cards);
  private transient @Nullable ServerAddress tried;

  LoginView(
      Chat chat,
      Network network,
      Texts texts,
      ViewPreferences preferences,
      ClientActions actions,
      String invitedTo) {
    super(new MigLayout("fill, insets 4 16 8 16", "[center]", "[][grow,center]"));
    this.chat = chat;
    this.texts = texts;
    this.preferences = preferences;
    this.invited = !invitedTo.isEmpty();
    this.nearby = new NearbyList(network, texts, this::take);
    JPanel corner = new JPanel(new MigLayout("insets 0, gap 2"));
    corner.add(
        Ui.iconButton(new JButton(actions.theme()), "theme", "theme", texts.get("view.theme")));
    AbstractButton language =
        Ui.iconButton(
            new JButton(actions.language()), "language", "language", texts.get("view.language"));
    corner.add(language);
    add(corner, "align right, wrap");
    add(form(), "w 300:380:420");
    server.setText(preferences.server());
    room.setText(invitedTo);
    nickname.setText(preferences.nickname());
    server.addActionListener(this::login);
    nickname.addActionListener(this::login);
    password.addActionListener(this::login);
    room.addActionListener(this::login);
    enter.addActionListener(this::login);
  }

  private JPanel form() {
    JPanel form = new JPanel(new MigLayout("insets 0, fillx, wrap 1, gap 0 4", "[grow,fill]", ""));
    icon.setIcon(new FlatSVGIcon("parlor/client/icons/parlor.svg", 56, 56));
    icon.setHorizontalAlignment(SwingConstants.CENTER);
    JLabel title = new JLabel(texts.get("login.title"), SwingConstants.CENTER);
    title.putClientProperty("FlatLaf.styleClass", "h1");
    tagline.setText(texts.get("login.tagline"));
    tagline.setHorizontalAlignment(SwingConstants.CENTER);
    tagline.setForeground(Ui.color("muted"));
    form.add(icon, "hidemode 3");
    form.add(title);
    form.add(tagline, "gapbottom 14, hidemode 3");
    addField(form, "server", server, serverProblem);
    form.add(nearby, "gaptop 4, wmin 0, hidemode 3");
    if (invited) {
      addField(form, "room", room, roomProblem);
    }
    addField(form, "nickname", nickname, nicknameProblem);
    passwordLabel.setText(texts.get("login.password"));
    passwordLabel.setLabelFor(password);
    Ui.named(password, "password", texts.get("login.password"));
    form.add(passwordLabel, "gaptop 6, hidemode 3");
    form.add(password, "height 36!, hidemode 3");
    form.add(passwordProblem, "wmin 0, hidemode 3");
    askForPassword(false);
    enter.setText(texts.get("login.enter"));
    enter.putClientProperty("FlatLaf.styleClass", "primary");
    Ui.named(enter, "login", texts.get("login.enter"));
    JButton cancel = new JButton(texts.get("login.cancel"));
    cancel.addActionListener(clicked -> chat.cancelLogin());
    Ui.named(cancel, "cancelLogin", texts.get("login.cancel"));
    JProgressBar bar = new JProgressBar();
    bar.setIndeterminate(true);
    JPanel waiting = new JPanel(new MigLayout("insets 0, fillx, gap 8 4", "[grow,fill,0::][]"));
    waiting.add(progress, "wmin 0");
    waiting.add(cancel, "spany 2, wrap");
    waiting.add(bar);
    JPanel ready = new JPanel(new MigLayout("insets 0, fillx", "[grow,fill]"));
    ready.add(enter, "height 38!");
    bottom.add(ready, "ready");
    bottom.add(waiting, "waiting");
    form.add(bottom, "gaptop 12");
    return form;
  }

  private void addField(JPanel form, String name, JTextField field, JLabel problem) {
    JLabel label = new JLabel(texts.get("login." + name));
    label.setLabelFor(field);
    Ui.named(field, name, texts.get("login." + name));
    field.putClientProperty("JTextField.placeholderText", texts.get("login." + name + ".hint"));
    form.add(label, "gaptop 6");
    form.add(field, "height 36!");
    form.add(problem, "wmin 0, hidemode 3");
  }

  /** Only accounts have one, so guests do not see the field. */
  private void askForPassword(boolean asked) {
    passwordLabel.setVisible(asked);
    password.setVisible(asked);
    revalidate();
  }

  /** In a low window what is only nice makes room. */
  @Override
  public void doLayout() {
    int more = (nearby.isVisible() ? nearby.getPreferredSize().height : 0) + (invited ? 70 : 0);
    boolean high = getHeight() >= ROOM_FOR_ALL + more;
    if (icon.isVisible() != high) {
      icon.setVisible(high);
      tagline.setVisible(high);
      SwingUtilities.invokeLater(this::revalidate);
    }
    super.doLayout();
  }

  private static JLabel problemLabel(String name) {
    JLabel label = Ui.plainLabel("");
    label.setName(name);
    label.setVisible(false);
    label.putClientProperty("FlatLaf.styleClass", "small");
    return label;
  }

  @Override
  public void addNotify() {
    super.addNotify();
    chat.addListener(this);
    SwingUtilities.invokeLater(
        () -> (server.getText().isEmpty() ? server : nickname).requestFocusInWindow());
  }

  @Override
  public void removeNotify() {
    chat.removeListener(this);
    super.removeNotify();
  }

  /** A server that has made itself known. */
  private void take(NearbyServer found) {
    server.setText(found.address().toString());
    if (found.webPort() != null) {
      preferences.setHttpPort(found.webPort());
    }
    nickname.requestFocusInWindow();
  }

  private void login(ActionEvent event) {
    tried = null;
    preferences.setServer(server.getText());
    preferences.setNickname(nickname.getText());
    show(serverProblem, server, "");
    show(roomProblem, room, "");
    show(nicknameProblem, nickname, "");
    show(passwordProblem, password, "");
    String typed = password.isVisible() ? new String(password.getPassword()) : "";
    chat.login(server.getText(), nickname.getText(), typed, room.getText());
  }

  @Override
  public void standingChanged(Standing standing) {
    boolean waits = standing instanceof Standing.LoggingIn;
    if (standing instanceof Standing.LoggingIn to) {
      tried = to.address();
      progress.setText(texts.get("login.connecting", to.address()));
    }
    cards.show(bottom, waits ? "waiting" : "ready");
    server.setEnabled(!waits);
    nearby.setEnabled(!waits);
    room.setEnabled(!waits);
    nickname.setEnabled(!waits);
    password.setEnabled(!waits);
  }

  @Override
  public void loginFailed(LoginProblem problem, String detail) {
    String words =
        texts.get(
            "problem." + problem,
            problem == LoginProblem.NICKNAME_TOO_LONG
                ? String.valueOf(chat.limits().nicknameCodePoints())
                : detail);
    if (problem.isOfPassword()) {
      askForPassword(true);
      show(passwordProblem, password, words);
      SwingUtilities.invokeLater(
          () -> {
            password.requestFocusInWindow();
            password.selectAll();
          });
      return;
    }
    if (problem.isOfNickname()) {
      password.setText("");
      askForPassword(false);
    }
    JTextField field =
        problem == LoginProblem.ROOM_INVALID ? room : problem.isOfNickname() ? nickname : server;
    show(problemOf(field), field, words.lines().findFirst().orElse(""));
    LoginStep failed = problem.step();
    ServerAddress door = tried;
    // Later, for a dialog waits for its answer and other listeners wait for us.
    SwingUtilities.invokeLater(
        () -> {
          if (failed == null || door == null) {
            Dialogs.problem(this, texts.get("problem.title"), words);
          } else {
            DoctorDialog.show(this, texts, failed, door.encrypted(), words);
          }
          field.requestFocusInWindow();
          field.selectAll();
        });
  }

  private JLabel problemOf(JTextField field) {
    if (field.equals(room)) {
      return roomProblem;
    }
    return field.equals(nickname) ? nicknameProblem : serverProblem;
  }

  private static void show(JLabel label, JTextField field, String words) {
    label.setText(words);
    label.setToolTipText(words.isEmpty() ? null : words);
    label.setForeground(Ui.color("error"));
    label.setVisible(!words.isEmpty());
    field.putClientProperty("JComponent.outline", words.isEmpty() ? null : "error");
    field.getAccessibleContext().setAccessibleDescription(words);
  }
}
