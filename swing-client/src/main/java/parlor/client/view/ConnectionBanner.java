package parlor.client.view;

import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.Timer;
import net.miginfocom.swing.MigLayout;
import parlor.client.model.Chat;
import parlor.client.model.Standing;

/**
 * Says that the connection is gone and when it will be tried again; not there while all is well.
 */
final class ConnectionBanner extends JPanel implements Chat.Listener {
  private static final long serialVersionUID = 1L;

  private final transient Chat chat;
  private final transient Texts texts;
  private final JLabel message = new JLabel();
  private final JButton reconnect = new JButton();
  private final Timer countdown = new Timer(250, tick -> update());

  ConnectionBanner(Chat chat, Texts texts) {
    super(new MigLayout("insets 8 14 8 14, fillx", "[grow,fill,0::]12[]", "[center]"));
    this.chat = chat;
    this.texts = texts;
    setBackground(Ui.color("warningBackground"));
    message.setIcon(Ui.icon("warning", 18));
    message.setForeground(Ui.color("warningText"));
    message.setName("banner");
    reconnect.addActionListener(clicked -> chat.reconnectNow());
    reconnect.setName("reconnect");
    add(message, "wmin 0");
    add(reconnect, "hidemode 3");
    update();
  }

  @Override
  public void addNotify() {
    super.addNotify();
    chat.addListener(this);
    countdown.start();
    update();
  }

  @Override
  public void removeNotify() {
    countdown.stop();
    chat.removeListener(this);
    super.removeNotify();
  }

  @Override
  public void standingChanged(Standing standing) {
    update();
  }

  private void update() {
    switch (chat.standing()) {
      case Standing.Waiting waiting -> {
        long left = Math.max(0, waiting.retryAt() - System.currentTimeMillis());
        long seconds = (left + 999) / 1000;
        say(
            waiting.tried() > 1
                ? texts.get("banner.waiting.all", seconds, waiting.tried())
                : texts.get("banner.waiting", seconds),
            "banner.reconnect");
      }
      case Standing.Reconnecting to ->
          say(texts.get(to.movesAway() ? "banner.moving" : "banner.reconnecting", to.to()), "");
      case Standing.Replaced replaced -> say(texts.get("banner.replaced"), "banner.here");
      case Standing.Doubting doubting -> say(texts.get("banner.doubting"), "banner.reconnect");
      default -> setVisible(false);
    }
  }

  private void say(String words, String buttonKey) {
    message.setText(words);
    message.setToolTipText(words);
    reconnect.setVisible(!buttonKey.isEmpty());
    if (!buttonKey.isEmpty()) {
      reconnect.setText(texts.get(buttonKey));
    }
    setVisible(true);
  }
}
