package parlor.room;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Role;
import parlor.protocol.ServerFrame;

/** What is to be shown of a change of a room's rules. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RulesChange.OfMember.class, name = "member"),
  @JsonSubTypes.Type(value = RulesChange.OfRoom.class, name = "room")
})
public sealed interface RulesChange {

  /**
   * Somebody's standing; what did not change is null.
   *
   * @param until when a muting ends by itself, or null
   * @param by the nickname of who did it
   * @param text what that one gave as the reason, or null
   */
  record OfMember(
      String nickname,
      @Nullable Role role,
      @Nullable Boolean muted,
      @Nullable Long until,
      String by,
      @Nullable String text)
      implements RulesChange {}

  /** The room's kind. */
  record OfRoom(String by) implements RulesChange {}

  /** As members see it. */
  default ServerFrame frame(String room, RoomFace face) {
    return switch (this) {
      case OfMember member ->
          new ServerFrame.MemberChanged(
              room,
              member.nickname,
              member.role,
              member.muted,
              member.until,
              member.by,
              member.text);
      case OfRoom change ->
          new ServerFrame.RoomChanged(room, face.membersOnly(), face.hidden(), change.by);
    };
  }
}
