package parlor.client.view;

import java.awt.Component;
import java.util.Arrays;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import net.miginfocom.swing.MigLayout;
import parlor.client.model.Chat;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.ServerFrame;

/** Asks for passwords, and says what became of an account. */
final class AccountDialogs implements Chat.Listener {
  private final Component parent;
  private final Chat chat;
  private final Texts texts;

  AccountDialogs(Component parent, Chat chat, Texts texts) {
    this.parent = parent;
    this.chat = chat;
    this.texts = texts;
  }

  void register() {
    JPasswordField first = field("newPassword", texts.get("account.newPassword"));
    JPasswordField again = field("repeatPassword", texts.get("account.repeat"));
    String title = texts.get("account.register");
    String words = texts.get("account.register.words", chat.nickname());
    while (ask(title, words, first, again)) {
      if (isFit(first, again)) {
        chat.register(typed(first));
        return;
      }
    }
  }

  void changePassword() {
    JPasswordField present = field("presentPassword", texts.get("account.present"));
    JPasswordField first = field("newPassword", texts.get("account.newPassword"));
    JPasswordField again = field("repeatPassword", texts.get("account.repeat"));
    while (ask(texts.get("account.password"), "", present, first, again)) {
      if (isFit(first, again)) {
        chat.changeAccount(ClientFrame.Account.Action.PASSWORD, typed(present), typed(first));
        return;
      }
    }
  }

  void logoutOthers() {
    withPassword(
        texts.get("account.logoutOthers"),
        texts.get("account.logoutOthers.words"),
        ClientFrame.Account.Action.LOGOUT_OTHERS);
  }

  void delete() {
    withPassword(
        texts.get("account.delete"),
        texts.get("account.delete.words", chat.nickname()),
        ClientFrame.Account.Action.DELETE);
  }

  private void withPassword(String title, String words, ClientFrame.Account.Action action) {
    JPasswordField present = field("presentPassword", texts.get("account.present"));
    if (ask(title, words, present)) {
      chat.changeAccount(action, typed(present), null);
    }
  }

  private boolean isFit(JPasswordField first, JPasswordField again) {
    int min = chat.limits().passwordMinCodePoints();
    String password = typed(first);
    if (password.codePointCount(0, password.length()) < min) {
      problem(texts.get("account.tooShort", min));
      return false;
    }
    if (!Arrays.equals(first.getPassword(), again.getPassword())) {
      problem(texts.get("account.differ"));
      return false;
    }
    return true;
  }

  private boolean ask(String title, String words, JPasswordField... fields) {
    JPanel form = new JPanel(new MigLayout("insets 0, wrap 1, fillx", "[grow,fill,280::]"));
    words.lines().forEach(line -> form.add(Ui.plainLabel(line)));
    for (JPasswordField field : fields) {
      JLabel label = new JLabel(field.getAccessibleContext().getAccessibleName());
      label.setLabelFor(field);
      form.add(label, "gaptop 6");
      form.add(field);
    }
    return JOptionPane.showConfirmDialog(
            parent, form, title, JOptionPane.OK_CANCEL_OPTION, JOptionPane.PLAIN_MESSAGE)
        == JOptionPane.OK_OPTION;
  }

  private static JPasswordField field(String name, String label) {
    return Ui.named(new JPasswordField(20), name, label);
  }

  private static String typed(JPasswordField field) {
    return new String(field.getPassword());
  }

  private void problem(String words) {
    Dialogs.problem(parent, texts.get("problem.title"), words);
  }

  @Override
  public void registered() {
    Dialogs.later(
        () -> Dialogs.say(parent, texts.get("account.done"), texts.get("account.registered")));
  }

  @Override
  public void accountChanged(ClientFrame.Account.Action action) {
    Dialogs.later(
        () -> Dialogs.say(parent, texts.get("account.done"), texts.get("account.changed")));
  }

  @Override
  public void accountRefused(ServerFrame.Refusal refusal) {
    Long wait = refusal.retryAfterMs();
    String words =
        switch (ErrorCode.ofWire(refusal.code()).orElse(ErrorCode.UNAVAILABLE)) {
          case WRONG_PASSWORD -> texts.get("problem.PASSWORD_WRONG");
          case PASSWORD_INVALID ->
              texts.get("account.tooShort", chat.limits().passwordMinCodePoints());
          case FORBIDDEN ->
              "is-account".equals(refusal.reason())
                  ? texts.get("account.already")
                  : texts.get("account.none");
          case RATE_LIMITED ->
              texts.get("account.slowDown", wait == null ? 1 : (wait + 999) / 1000);
          default -> texts.get("chat.refused", refusal.message());
        };
    Dialogs.later(() -> problem(words));
  }
}
