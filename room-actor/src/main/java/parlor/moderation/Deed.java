package parlor.moderation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import parlor.protocol.ClientFrame;
import parlor.protocol.Line;
import parlor.protocol.Role;

/** What somebody wants done in a room, as it travels to the room's ledger. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "deed")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Deed.SetTopic.class, name = "topic"),
  @JsonSubTypes.Type(value = Deed.Remove.class, name = "remove"),
  @JsonSubTypes.Type(value = Deed.SetRole.class, name = "role"),
  @JsonSubTypes.Type(value = Deed.Discipline.class, name = "discipline"),
  @JsonSubTypes.Type(value = Deed.Settings.class, name = "settings")
})
public sealed interface Deed {

  /** By its name in the table. */
  Permission permission();

  /** Gives the room a topic, perhaps an empty one. */
  record SetTopic(String topic) implements Deed {
    @Override
    public Permission permission() {
      return Permission.TOPIC;
    }
  }

  /** Takes a message's text away. */
  record Remove(long target) implements Deed {
    @Override
    public Permission permission() {
      return Permission.REMOVE;
    }
  }

  /** Gives somebody a role in the room. */
  record SetRole(String nickname, Role role) implements Deed {
    @Override
    public Permission permission() {
      return Permission.ROLE;
    }
  }

  /**
   * Disciplines somebody.
   *
   * @param minutes how long it holds, or null
   * @param reason or null
   */
  record Discipline(
      Permission permission, String nickname, @Nullable Integer minutes, @Nullable String reason)
      implements Deed {}

  /** Changes the room's kind; null leaves a property as it is. */
  record Settings(@Nullable Boolean membersOnly, @Nullable Boolean hidden) implements Deed {
    @Override
    public Permission permission() {
      return Permission.SETTINGS;
    }
  }

  /** What a frame asks for. */
  static Deed of(ClientFrame.Moderating frame) {
    return switch (frame) {
      case ClientFrame.Topic topic -> new SetTopic(topic.topic().value());
      case ClientFrame.Remove remove -> new Remove(remove.seq());
      case ClientFrame.SetRole set -> new SetRole(set.nickname().value(), set.role());
      case ClientFrame.Settings settings -> new Settings(settings.membersOnly(), settings.hidden());
      case ClientFrame.Discipline act -> {
        Line reason = act.reason();
        yield new Discipline(
            Permission.of(act),
            act.nickname().value(),
            act.minutes(),
            reason == null ? null : reason.value());
      }
    };
  }
}
