package parlor.client.view;

import java.util.function.Consumer;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import parlor.client.model.Chat;
import parlor.client.model.Item;
import parlor.client.model.Nicknames;
import parlor.client.model.RoomModel;
import parlor.protocol.Member;

/** What one may do about a person, wherever that person is seen. */
final class PersonMenus {
  private final Chat chat;
  private final Texts texts;
  private final ModerationMenus moderation;

  PersonMenus(Chat chat, Texts texts, ModerationMenus moderation) {
    this.chat = chat;
    this.texts = texts;
    this.moderation = moderation;
  }

  /**
   * Adds it for somebody who is in a room.
   *
   * @param mention calls somebody in the composer
   */
  void add(Member member, RoomModel room, JPopupMenu menu, Consumer<String> mention) {
    String nickname = member.nickname();
    boolean oneself = Nicknames.areSame(nickname, chat.nickname());
    JMenuItem call = menu.add(Ui.noHtml(new JMenuItem(texts.get("members.mention", nickname))));
    call.setName("mentionMember");
    call.addActionListener(chosen -> mention.accept(nickname));
    JMenuItem message = Ui.noHtml(new JMenuItem(texts.get("members.message", nickname)));
    message.setName("messageMember");
    message.setEnabled(!oneself);
    message.addActionListener(chosen -> chat.talkTo(nickname));
    menu.add(message);
    if (!oneself) {
      moderation.addAbout(member, room, menu);
    }
  }

  /** Adds it for who said something; that person may have left. */
  void addAuthor(Item.Message message, RoomModel room, JPopupMenu menu, Consumer<String> mention) {
    Member author =
        room.members().stream()
            .filter(member -> Nicknames.areSame(member.nickname(), message.from()))
            .findFirst()
            .orElseGet(() -> new Member(message.from(), message.kind()));
    add(author, room, menu, mention);
  }
}
