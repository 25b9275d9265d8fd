package parlor.client.view;

import java.awt.Font;
import java.awt.FontMetrics;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import javax.swing.JComponent;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Chat;
import parlor.client.model.Item;
import parlor.client.model.Naming;
import parlor.client.model.Nicknames;
import parlor.client.model.RoomModel;
import parlor.protocol.Attachment;
import parlor.protocol.Kind;
import parlor.protocol.Role;
import parlor.protocol.ServerFrame;

/** Lays out items as rows: bubbles for what was said, a line in the middle for what happened. */
final class RowFactory {
  private static final long GROUP_MS = 5 * 60 * 1000;

  private final JComponent owner;
  private final Chat chat;
  private final RoomModel room;
  private final Pictures pictures;
  private final Texts texts;

  /** Lays out the items of one room on a component. */
  RowFactory(JComponent owner, Chat chat, RoomModel room, Texts texts, Pictures pictures) {
    this.owner = owner;
    this.chat = chat;
    this.pictures = pictures;
    this.room = room;
    this.texts = texts;
  }

  Row row(Item item, @Nullable Item before, int width) {
    String day = above(dayIfNew(item, before), item);
    return switch (item) {
      case Item.Message message when isFolded(message) ->
          new NoticeRow(metrics(smallFont()), notice(item), day, width);
      case Item.Message message -> bubble(message, before, day, width);
      case Item.Pending pending -> bubble(pending, day, width);
      case Item.Gap gap -> new NoticeRow(metrics(smallFont()), notice(gap), null, width);
      default -> new NoticeRow(metrics(smallFont()), notice(item), day, width);
    };
  }

  /** Removed by somebody, or said by somebody of whom one wants to hear nothing. */
  private boolean isFolded(Item.Message message) {
    return message.removed() || (!message.own() && chat.moderation().hasBlocked(message.from()));
  }

  /** What stands on the line above an item: the day, that new messages begin, or both. */
  private @Nullable String above(@Nullable String day, Item item) {
    if (!(item instanceof Item.Message message && room.isFirstNew(message))) {
      return day;
    }
    String words = texts.get("chat.newFromHere");
    return day == null ? words : day + " · " + words;
  }

  private @Nullable String dayIfNew(Item item, @Nullable Item before) {
    LocalDate day = Texts.dayOf(item.at());
    boolean follows = before != null && !(before instanceof Item.Gap);
    if (follows && Texts.dayOf(before.at()).equals(day)) {
      return null;
    }
    LocalDate today = LocalDate.now(ZoneId.systemDefault());
    if (day.equals(today)) {
      return texts.get("chat.today");
    }
    return day.equals(today.minusDays(1)) ? texts.get("chat.yesterday") : texts.day(day);
  }

  private Row bubble(Item.Message message, @Nullable Item before, @Nullable String day, int width) {
    boolean grouped =
        day == null
            && before instanceof Item.Message earlier
            && !isFolded(earlier)
            && Nicknames.areSame(earlier.from(), message.from())
            && message.at() - earlier.at() < GROUP_MS;
    boolean robot = message.kind() == Kind.ROBOT;
    BubbleRow.Style style =
        robot
            ? BubbleRow.Style.ROBOT
            : message.own()
                ? BubbleRow.Style.OWN
                : Naming.names(message.text(), chat.nickname())
                    ? BubbleRow.Style.NAMED
                    : BubbleRow.Style.OTHER;
    return layout(
        new BubbleRow.Content(
            message.from(),
            robot ? texts.get("chat.robot") : null,
            texts.time(message.at()),
            quote(message.replyTo()),
            message.text(),
            style,
            grouped,
            day,
            strip(message.attachments(), width)),
        width);
  }

  private Row bubble(Item.Pending pending, @Nullable String day, int width) {
    return layout(
        new BubbleRow.Content(
            pending.from(),
            null,
            becomes(pending),
            quote(pending.replyTo()),
            pending.text(),
            BubbleRow.Style.OWN,
            false,
            day,
            strip(pending.attachments(), width)),
        width);
  }

  private String becomes(Item.Pending pending) {
    if (pending.state() == Item.Pending.State.FAILED) {
      return texts.get("chat.notSent");
    }
    if (!chat.isOnline()) {
      return texts.get("chat.waiting");
    }
    boolean repeats = pending.state() == Item.Pending.State.REPEATING;
    return texts.get(repeats ? "chat.repeating" : "chat.sending");
  }

  private @Nullable AttachmentStrip strip(List<Attachment> files, int width) {
    return files.isEmpty()
        ? null
        : new AttachmentStrip(
            files, pictures, metrics(smallFont()), Math.max(60, width / 2), owner::repaint);
  }

  private @Nullable String quote(@Nullable Long replyTo) {
    Item.Message quoted = replyTo == null ? null : room.message(replyTo);
    if (quoted == null) {
      return null;
    }
    String firstLine = quoted.text().strip().lines().findFirst().orElse("");
    return quoted.from() + ": " + firstLine;
  }

  private Row layout(BubbleRow.Content content, int width) {
    Font font = owner.getFont();
    return new BubbleRow(
        content,
        new BubbleRow.Fonts(
            metrics(font), metrics(font.deriveFont(Font.BOLD)), metrics(smallFont())),
        width);
  }

  String notice(Item item) {
    return switch (item) {
      case Item.Welcomed welcomed ->
          texts.get("notice.welcome", welcomed.nickname(), welcomed.room());
      case Item.Joined joined -> texts.get("notice.joined", joined.nickname());
      case Item.Left left -> withReason(left(left), left.text());
      case Item.Topic set when set.topic().isEmpty() -> texts.get("notice.topic.none", set.from());
      case Item.Topic set -> texts.get("notice.topic", set.from(), set.topic());
      case Item.MemberChanged changed ->
          withReason(memberChanged(changed.change()), changed.change().text());
      case Item.RoomChanged changed -> roomChanged(changed.change());
      case Item.Changed changed -> texts.get("notice.changed", changed.joined(), changed.left());
      case Item.Message message when message.removed() ->
          texts.get("notice.removed", message.from());
      case Item.Message message when isFolded(message) ->
          texts.get("notice.blocked", message.from());
      case Item.Message message -> message.text();
      case Item.Pending pending -> pending.text();
      case Item.Gap gap -> texts.get(gap.loading() ? "chat.gap.loading" : "chat.gap");
    };
  }

  private String left(Item.Left left) {
    return left.by() == null
        ? texts.get("notice.left." + left.reason(), left.nickname())
        : texts.get("notice.left." + left.reason(), left.nickname(), left.by());
  }

  private String memberChanged(ServerFrame.MemberChanged change) {
    Role role = change.role();
    if (role != null) {
      return texts.get("notice.role." + role, change.nickname(), change.by());
    }
    Long until = change.until();
    if (!Boolean.TRUE.equals(change.muted())) {
      return texts.get("notice.unmuted", change.nickname(), change.by());
    }
    return until == null
        ? texts.get("notice.muted", change.nickname(), change.by())
        : texts.get("notice.mutedUntil", change.nickname(), change.by(), texts.time(until));
  }

  private String roomChanged(ServerFrame.RoomChanged change) {
    return texts.get(
        "notice.room",
        change.by(),
        texts.get(change.membersOnly() ? "room.membersOnly.is" : "room.open.is"),
        texts.get(change.hidden() ? "room.hidden.is" : "room.listed.is"));
  }

  private String withReason(String notice, @Nullable String reason) {
    return reason == null ? notice : texts.get("notice.reason", notice, reason);
  }

  private Font smallFont() {
    Font font = owner.getFont();
    return font.deriveFont(font.getSize2D() - 2);
  }

  private FontMetrics metrics(Font font) {
    return owner.getFontMetrics(font);
  }

  static List<String> oneLine(String text, FontMetrics metrics, int width) {
    if (metrics.stringWidth(text) <= width) {
      return List.of(text);
    }
    String shown = text;
    while (shown.length() > 1 && metrics.stringWidth(shown + "…") > width) {
      shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
    }
    return List.of(shown + "…");
  }
}
