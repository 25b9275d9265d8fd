package parlor.client.view;

import java.awt.Component;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.function.Consumer;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Browser;
import parlor.client.model.Chat;
import parlor.client.model.Item;
import parlor.client.model.RoomModel;

/** What one may do about a message, its links and who said it. */
final class MessageMenus {
  private final Chat chat;
  private final Texts texts;
  private final PersonMenus people;
  private final Browser browser;

  MessageMenus(Chat chat, Texts texts, PersonMenus people, Browser browser) {
    this.chat = chat;
    this.texts = texts;
    this.people = people;
    this.browser = browser;
  }

  /**
   * The menu of an item.
   *
   * @param text what is copied
   * @param link where the mouse is, or null
   * @param mention calls somebody in the composer
   */
  JPopupMenu about(
      Item item,
      RoomModel room,
      String text,
      @Nullable String link,
      Consumer<String> mention,
      Component parent) {
    JPopupMenu menu = new JPopupMenu();
    if (link != null) {
      add(menu, "link.open", () -> open(link, parent));
      add(menu, "link.copy", () -> copy(link));
      menu.addSeparator();
    }
    if (item instanceof Item.Pending pending && pending.state() == Item.Pending.State.FAILED) {
      add(menu, "chat.sendAgain", () -> chat.sayAgain(room, pending));
      add(menu, "chat.discard", () -> chat.discard(room, pending));
      menu.addSeparator();
    }
    add(menu, "chat.copy", () -> copy(text));
    if (item instanceof Item.Message message) {
      if (chat.moderation().mayRemove(room, message)) {
        add(menu, "moderation.remove", () -> chat.moderation().remove(room, message.seq()));
      }
      if (!message.own()) {
        menu.addSeparator();
        people.addAuthor(message, room, menu, mention);
      }
    }
    return menu;
  }

  private void add(JPopupMenu menu, String key, Runnable does) {
    JMenuItem item = menu.add(texts.get(key));
    item.setName(key);
    item.addActionListener(chosen -> does.run());
  }

  /** In the browser; where there is none it is put on the clipboard. */
  void open(String link, Component parent) {
    browser.open(
        link,
        () -> {
          copy(link);
          Dialogs.say(parent, texts.get("link.open"), texts.get("link.copied", link));
        });
  }

  private static void copy(String text) {
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
  }
}
