package parlor.client.view;

import java.awt.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JOptionPane;
import javax.swing.JPopupMenu;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Moderation;
import parlor.client.model.RoomModel;
import parlor.protocol.ClientFrame;
import parlor.protocol.InvalidValue;
import parlor.protocol.Kind;
import parlor.protocol.Member;
import parlor.protocol.Role;

/** What one may do about a person or a room; what one may not is not offered. */
final class ModerationMenus {
  private static final int SHORT_MUTE_MINUTES = 10;

  private final Moderation moderation;
  private final Texts texts;
  private final Component parent;

  /** Menus whose dialogs stand over that component. */
  ModerationMenus(Moderation moderation, Texts texts, Component parent) {
    this.moderation = moderation;
    this.texts = texts;
    this.parent = parent;
  }

  /** Adds what one may do about somebody else who is in a room. */
  void addAbout(Member member, RoomModel room, JPopupMenu menu) {
    if (member.kind() == Kind.ROBOT) {
      return;
    }
    String nickname = member.nickname();
    boolean blocked = moderation.hasBlocked(nickname);
    menu.add(
        item(blocked ? "unblock" : "block", () -> moderation.block(nickname, !blocked), nickname));
    if (room.isPrivate() || !moderation.mayDiscipline(room, member)) {
      return;
    }
    menu.addSeparator();
    menu.add(item("muteShort", () -> order("mute", room, nickname, SHORT_MUTE_MINUTES), nickname));
    menu.add(item("mute", () -> order("mute", room, nickname, null), nickname));
    menu.add(item("unmute", () -> order("unmute", room, nickname, null), nickname));
    menu.add(item("kick", () -> order("kick", room, nickname, null), nickname));
    menu.add(item("ban", () -> order("ban", room, nickname, null), nickname));
    JMenu roles = new JMenu(texts.get("moderation.role"));
    roles.setName("moderation.role");
    for (Role role : rolesToGive(room.role())) {
      JCheckBoxMenuItem give =
          new JCheckBoxMenuItem(texts.get("role." + role), member.role() == role);
      give.setName("role." + role);
      give.addActionListener(chosen -> moderation.setRole(room, nickname, role));
      roles.add(give);
    }
    menu.add(roles);
  }

  private static List<Role> rolesToGive(Role mine) {
    List<Role> roles = new ArrayList<>(List.of(Role.NONE, Role.MEMBER));
    if (mine.isAtLeast(Role.OWNER)) {
      roles.addAll(List.of(Role.MODERATOR, Role.OWNER));
    }
    return roles;
  }

  /** What one may do about a room; empty if that is nothing. */
  JPopupMenu about(RoomModel room) {
    JPopupMenu menu = new JPopupMenu();
    if (room.isPrivate() || !room.role().isAtLeast(Role.MODERATOR)) {
      return menu;
    }
    menu.add(item("topic", () -> askForTopic(room), room.name()));
    menu.add(item("unban", () -> askWhomToUnban(room), room.name()));
    if (room.role().isAtLeast(Role.OWNER)) {
      menu.addSeparator();
      menu.add(item("invite", () -> askWhomToInvite(room), room.name()));
      menu.add(
          check(
              "membersOnly",
              room.isMembersOnly(),
              () -> moderation.setMembersOnly(room, !room.isMembersOnly())));
      menu.add(
          check("hidden", room.isHidden(), () -> moderation.setHidden(room, !room.isHidden())));
    }
    return menu;
  }

  private JMenuItem item(String what, Runnable does, String about) {
    JMenuItem item = Ui.noHtml(new JMenuItem(texts.get("moderation." + what, about)));
    item.setName("moderation." + what);
    item.addActionListener(chosen -> does.run());
    return item;
  }

  private JMenuItem check(String what, boolean is, Runnable does) {
    JMenuItem item = new JCheckBoxMenuItem(texts.get("moderation." + what), is);
    item.setName("moderation." + what);
    item.addActionListener(chosen -> does.run());
    return item;
  }

  // Dialogs

  private void askForTopic(RoomModel room) {
    String topic = ask("topic", room.name(), room.topic());
    if (topic != null) {
      unlessRefused(() -> moderation.setTopic(room, topic.strip()));
    }
  }

  private void askWhomToUnban(RoomModel room) {
    String nickname = ask("unban", room.name(), "");
    if (nickname != null && !nickname.isBlank()) {
      unlessRefused(
          () ->
              moderation.discipline(
                  room, ClientFrame.Discipline.Order.UNBAN, nickname.strip(), null, ""));
    }
  }

  private void askWhomToInvite(RoomModel room) {
    String nickname = ask("invite", room.name(), "");
    if (nickname != null && !nickname.isBlank()) {
      moderation.setRole(room, nickname.strip(), Role.MEMBER);
    }
  }

  /** What hurts needs a second word, which is the reason. */
  private void order(String what, RoomModel room, String nickname, @Nullable Integer minutes) {
    ClientFrame.Discipline.Order order =
        ClientFrame.Discipline.Order.valueOf(what.toUpperCase(Locale.ROOT));
    String reason =
        order == ClientFrame.Discipline.Order.UNMUTE ? "" : ask(what + ".reason", nickname, "");
    if (reason != null) {
      unlessRefused(() -> moderation.discipline(room, order, nickname, minutes, reason));
    }
  }

  private @Nullable String ask(String what, String about, String first) {
    Object answer =
        JOptionPane.showInputDialog(
            parent,
            Ui.plainLabel(texts.get("moderation." + what + ".words", about)),
            texts.get("moderation.title"),
            JOptionPane.PLAIN_MESSAGE,
            null,
            null,
            first);
    return (String) answer;
  }

  @FunctionalInterface
  private interface Act {
    void run() throws InvalidValue;
  }

  private void unlessRefused(Act act) {
    try {
      act.run();
    } catch (InvalidValue invalid) {
      Dialogs.problem(
          parent, texts.get("problem.title"), texts.get("moderation.invalid." + invalid.reason()));
    }
  }
}
