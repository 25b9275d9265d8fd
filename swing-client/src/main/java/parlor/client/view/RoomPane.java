package parlor.client.view;

import java.awt.BorderLayout;
import java.util.List;
import javax.swing.Action;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import parlor.client.model.Chat;
import parlor.client.model.Nicknames;
import parlor.client.model.RoomModel;
import parlor.protocol.Member;

/** One room: its transcript, who is typing, and the composer. */
final class RoomPane extends JPanel implements RoomModel.Listener {
  private static final long serialVersionUID = 1L;

  private final transient RoomModel room;
  private final transient Texts texts;
  private final transient Drafts.Draft draft;
  private final Composer composer;
  private final AttachmentBar attachments;
  private final TranscriptPane transcript;
  private final JLabel typing = Ui.plainLabel(" ");

  RoomPane(
      Chat chat,
      RoomModel room,
      Texts texts,
      Pictures pictures,
      MessageMenus menus,
      Action send,
      Drafts.Draft draft) {
    super(new BorderLayout());
    this.room = room;
    this.texts = texts;
    this.draft = draft;
    this.composer =
        new Composer(
            texts,
            room.title(),
            send,
            draft.history,
            () -> othersThan(chat.nickname()),
            () -> chat.typing(room));
    this.attachments = new AttachmentBar(chat, pictures, texts, composer::showHint);
    composer.takeFiles(texts, attachments);
    setTransferHandler(new FileTransfer(null, attachments));
    typing.putClientProperty("FlatLaf.styleClass", "small");
    typing.setForeground(Ui.color("muted"));
    typing.setBorder(BorderFactory.createEmptyBorder(2, 16, 4, 16));
    typing.setOpaque(true);
    typing.setBackground(Ui.color("transcript"));
    typing.setName("typing");
    JPanel bottom = new JPanel(new BorderLayout());
    bottom.add(typing, BorderLayout.NORTH);
    JPanel writing = new JPanel(new BorderLayout());
    writing.add(attachments, BorderLayout.NORTH);
    writing.add(composer, BorderLayout.CENTER);
    bottom.add(writing, BorderLayout.CENTER);
    this.transcript = new TranscriptPane(chat, room, texts, pictures, menus, composer::mention);
    add(transcript, BorderLayout.CENTER);
    add(bottom, BorderLayout.SOUTH);
    composer.setText(draft.text);
  }

  /** Brings a message to the middle. */
  void show(long seq) {
    transcript.show(seq);
  }

  /** Whether what comes is seen. */
  boolean seesNewest() {
    return transcript.follows();
  }

  AttachmentBar attachments() {
    return attachments;
  }

  Composer composer() {
    return composer;
  }

  private Iterable<String> othersThan(String own) {
    return room.members().stream()
        .map(Member::nickname)
        .filter(nickname -> !Nicknames.areSame(nickname, own))
        .toList();
  }

  @Override
  public void addNotify() {
    super.addNotify();
    room.addListener(this);
  }

  @Override
  public void removeNotify() {
    draft.text = composer.text();
    room.removeListener(this);
    super.removeNotify();
  }

  @Override
  public void typingChanged() {
    List<String> who = List.copyOf(room.typing());
    typing.setText(
        switch (who.size()) {
          case 0 -> " ";
          case 1 -> texts.get("chat.typing.one", who.getFirst());
          case 2 -> texts.get("chat.typing.two", who.getFirst(), who.getLast());
          default -> texts.get("chat.typing.many");
        });
  }
}
