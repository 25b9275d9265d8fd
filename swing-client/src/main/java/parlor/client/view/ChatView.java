package parlor.client.view;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;
import parlor.client.action.ClientActions;
import parlor.client.model.Browser;
import parlor.client.model.Chat;
import parlor.client.model.Item;
import parlor.client.model.RoomModel;
import parlor.client.model.Standing;
import parlor.protocol.ErrorCode;
import parlor.protocol.InvalidValue;
import parlor.protocol.Role;
import parlor.protocol.ServerFrame;

/** The chat: rooms on the left, what is said in the middle, who is here on the right. */
final class ChatView extends JPanel implements Chat.Listener {
  private static final long serialVersionUID = 1L;
  private static final int ROOM_FOR_ROOMS = 720;
  private static final int ROOM_FOR_MEMBERS = 620;

  private final transient Chat chat;
  private final transient Texts texts;
  private final transient Pictures pictures;
  private final transient ClientActions actions;
  private final transient Drafts drafts;
  private final RoomsView roomsView;
  private final JPanel members = new JPanel(new BorderLayout());
  private final CardLayout cards = new CardLayout();
  private final JPanel panes = new JPanel(cards);
  private final transient Map<String, RoomPane> open = new HashMap<>();
  private final JLabel roomName = Ui.plainLabel("");
  private final JLabel topic = Ui.plainLabel("");
  private final JButton roomMenu = new JButton();
  private final transient ModerationMenus moderation;
  private final transient PersonMenus people;
  private final transient MessageMenus messages;
  private final transient RoomModel.Listener headWatcher =
      new RoomModel.Listener() {
        @Override
        public void standingChanged() {
          showHead();
        }
      };
  private final JToggleButton membersButton;
  private final JToggleButton roomsButton;
  private @Nullable String seen;
  private boolean wide = true;

  ChatView(
      Chat chat,
      Texts texts,
      Pictures pictures,
      ClientActions actions,
      Drafts drafts,
      ViewPreferences preferences,
      Browser browser) {
    super(new BorderLayout());
    this.chat = chat;
    this.texts = texts;
    this.pictures = pictures;
    this.actions = actions;
    this.drafts = drafts;
    this.moderation = new ModerationMenus(chat.moderation(), texts, this);
    this.people = new PersonMenus(chat, texts, moderation);
    this.messages = new MessageMenus(chat, texts, people, browser);
    this.roomsView = new RoomsView(texts, actions.joinRoom(), this::see, preferences);
    this.membersButton =
        Ui.iconButton(
            new JToggleButton(actions.showMembers()),
            "showMembers",
            "people",
            texts.get("view.members"));
    this.roomsButton =
        Ui.iconButton(
            new JToggleButton(actions.showRooms()), "showRooms", "rooms", texts.get("view.rooms"));
    JPanel middle = new JPanel(new BorderLayout());
    middle.add(head(), BorderLayout.NORTH);
    middle.add(panes, BorderLayout.CENTER);
    add(new ConnectionBanner(chat, texts), BorderLayout.NORTH);
    add(roomsView, BorderLayout.WEST);
    add(middle, BorderLayout.CENTER);
    add(members, BorderLayout.EAST);
    addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent event) {
            fitWidth();
          }
        });
    for (RoomModel room : chat.rooms()) {
      see(room);
    }
  }

  private JPanel head() {
    JPanel head =
        new JPanel(
            new MigLayout(
                "insets 5 8 5 8, fillx, gap 4",
                // The name makes room only when nothing is left of the topic.
                "[][0:pref:,shrinkprio 50][grow,fill,0::,shrinkprio 200][][][][]",
                "[]"));
    roomName.putClientProperty("FlatLaf.styleClass", "h3");
    roomName.setName("roomName");
    head.add(roomsButton);
    head.add(roomName, "wmin 0, gapleft 4");
    topic.setName("topic");
    topic.setForeground(Ui.color("muted"));
    head.add(topic, "wmin 0, gapleft 8");
    Ui.iconButton(roomMenu, "roomMenu", "menu", texts.get("moderation.menu"));
    roomMenu.addActionListener(
        clicked -> {
          RoomModel room = seenRoom();
          if (room != null) {
            moderation.about(room).show(roomMenu, 0, roomMenu.getHeight());
          }
        });
    head.add(roomMenu, "hidemode 3");
    head.add(
        Ui.iconButton(
            new JButton(actions.invite()), "invite", "invite", texts.get("invite.action")));
    head.add(
        Ui.iconButton(
            new JButton(actions.leaveRoom()), "leaveRoom", "leave", texts.get("rooms.leave")));
    head.add(membersButton);
    head.setBorder(BorderFactory.createMatteBorder(0, 0, 1, 0, Ui.color("line")));
    return head;
  }

  /** The topic and the menu are those of the room that is seen. */
  private void showHead() {
    RoomModel room = seenRoom();
    roomName.setText(room == null ? "" : RoomsView.title(texts, room));
    topic.setText(room == null ? "" : room.topic());
    topic.setToolTipText(null);
    roomMenu.setVisible(room != null && !room.isPrivate() && room.role().isAtLeast(Role.MODERATOR));
  }

  /** Where there is little width, the sides make room for the middle. */
  private void fitWidth() {
    boolean nowWide = getWidth() >= ROOM_FOR_ROOMS;
    if (nowWide != wide || members.isVisible() != membersButton.isSelected()) {
      wide = nowWide;
      membersButton.setSelected(getWidth() >= ROOM_FOR_MEMBERS);
      roomsButton.setSelected(nowWide);
      showSides();
    }
  }

  void showSides() {
    members.setVisible(membersButton.isSelected());
    roomsView.setVisible(roomsButton.isSelected());
    revalidate();
  }

  @Override
  public void addNotify() {
    super.addNotify();
    chat.addListener(this);
    membersButton.setSelected(true);
    roomsButton.setSelected(true);
  }

  @Override
  public void removeNotify() {
    chat.removeListener(this);
    super.removeNotify();
  }

  @Override
  public void roomEntered(RoomModel room) {
    see(room);
  }

  @Override
  public void roomLeft(RoomModel room) {
    RoomPane left = open.remove(room.key());
    if (left != null) {
      panes.remove(left);
    }
    room.removeListener(headWatcher);
    if (room.key().equals(seen)) {
      seen = null;
      members.removeAll();
      chat.rooms().stream().findFirst().ifPresent(this::see);
      showHead();
    }
    roomsView.show(chat.rooms(), seenRoom());
  }

  /** Brings a room to the front. */
  void see(RoomModel room) {
    if (!open.containsKey(room.key())) {
      RoomPane pane =
          new RoomPane(
              chat, room, texts, pictures, messages, actions.send(), drafts.of(room.key()));
      open.put(room.key(), pane);
      panes.add(pane, room.key());
      room.addListener(headWatcher);
    }
    seen = room.key();
    lookAt(room);
    cards.show(panes, room.key());
    showHead();
    members.removeAll();
    RoomPane pane = open.get(room.key());
    members.add(
        new MembersView(room, chat.nickname(), texts, pane.composer()::mention, people),
        BorderLayout.CENTER);
    members.revalidate();
    roomsView.show(chat.rooms(), room);
    firePropertyChange("room", null, room);
    pane.composer().focus();
  }

  /** The room that is seen, or null. */
  @Nullable RoomModel seenRoom() {
    return chat.rooms().stream().filter(room -> room.key().equals(seen)).findFirst().orElse(null);
  }

  @Override
  public void conversationOpened(RoomModel room) {
    roomsView.show(chat.rooms(), seenRoom());
  }

  /** Says a word below what is written. */
  void say(String word) {
    RoomModel room = seenRoom();
    if (room != null) {
      open.get(room.key()).composer().showWord(word);
    }
  }

  /** Whether the window is in front: what comes behind one's back is unread. */
  void attend(boolean inFront) {
    lookAt(inFront ? seenRoom() : null);
  }

  private void lookAt(@Nullable RoomModel room) {
    chat.lookAt(room);
    RoomPane pane = room == null ? null : open.get(room.key());
    if (pane != null) {
      chat.seeNewest(pane.seesNewest());
    }
  }

  /** What was said in vain waits for the person. */
  @Override
  public void gaveUp(RoomModel room) {
    RoomPane pane = open.get(room.key());
    if (pane != null) {
      pane.composer().showHint(texts.get("chat.gaveUp"));
    }
  }

  /** Brings a message of a room to the front. */
  void show(RoomModel room, long seq) {
    see(room);
    open.get(room.key()).show(seq);
  }

  @Override
  public void unreadChanged() {
    roomsView.show(chat.rooms(), seenRoom());
  }

  /** Goes to the room that is so many places behind the one that is seen. */
  void seeOther(int places) {
    var rooms = List.copyOf(chat.rooms());
    RoomModel now = seenRoom();
    if (now != null) {
      see(rooms.get(Math.floorMod(rooms.indexOf(now) + places, rooms.size())));
    }
  }

  /** Sends what is written, or says why not. */
  void send() {
    RoomModel room = seenRoom();
    if (room == null) {
      return;
    }
    Composer composer = open.get(room.key()).composer();
    AttachmentBar attachments = open.get(room.key()).attachments();
    String text = composer.text();
    if (attachments.isBusy()) {
      composer.showHint(texts.get("files.uploading"));
      return;
    }
    try {
      chat.say(room, text, null, attachments.uploaded());
      attachments.clear();
      composer.sent();
      if (!chat.isOnline()) {
        composer.showHint(texts.get("chat.offline"));
      }
    } catch (InvalidValue invalid) {
      composer.showHint(whyNot(invalid, text));
    }
    composer.focus();
  }

  private String whyNot(InvalidValue invalid, String text) {
    return switch (invalid.code()) {
      case MESSAGE_BLANK -> texts.get("chat.blank");
      case MESSAGE_TOO_LONG ->
          texts.get(
              "chat.tooLong",
              text.codePointCount(0, text.length()),
              chat.limits().textCodePoints());
      default -> texts.get("chat.unstorable");
    };
  }

  @Override
  public void standingChanged(Standing standing) {
    if (standing instanceof Standing.Online) {
      pictures.tryAgain();
      open.values().forEach(pane -> pane.composer().showHint(""));
    }
  }

  @Override
  public void refused(
      @Nullable RoomModel room, ServerFrame.Refusal refusal, @Nullable String text) {
    RoomModel concerned = room == null ? seenRoom() : room;
    RoomPane pane = concerned == null ? null : open.get(concerned.key());
    if (pane == null) {
      return;
    }
    Composer composer = pane.composer();
    if (text != null && composer.text().isBlank()) {
      composer.setText(text);
    }
    Long wait = refusal.retryAfterMs();
    boolean tooFast = refusal.code().equals(ErrorCode.RATE_LIMITED.wire()) && wait != null;
    composer.showHint(
        tooFast
            ? texts.get("chat.slowDown", (wait + 999) / 1000)
            : texts.get("chat.refused", why(room, refusal)));
  }

  /** In the person's language if it is one of ours. */
  private String why(@Nullable RoomModel room, ServerFrame.Refusal refusal) {
    boolean forbidden = refusal.code().equals(ErrorCode.FORBIDDEN.wire());
    String key = "forbidden." + (refusal.reason() == null ? "role" : refusal.reason());
    if (forbidden && texts.has(key)) {
      return texts.get(key);
    }
    if (!refusal.code().equals(ErrorCode.RECIPIENT_UNKNOWN.wire())) {
      return refusal.message();
    }
    return texts.get(room != null && room.isPast() ? "refused.gone" : "refused.recipient");
  }

  /** The room is gone from the list; this says why. */
  @Override
  public void putOut(RoomModel room, Item.@Nullable Left how) {
    String words =
        how == null || how.by() == null
            ? texts.get("putOut", room.title())
            : texts.get("putOut.by", room.title(), how.by());
    String reason = how == null ? null : how.text();
    Dialogs.later(
        () ->
            Dialogs.problem(
                this, texts.get("putOut.title"), reason == null ? words : words + "\n" + reason));
  }
}
