package parlor.moderation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.people.PersonId;
import parlor.people.Skeleton;
import parlor.people.Visitor;

/**
 * Somebody is muted in a room or banned from it. An account is known by its person; a guest, who is
 * another person at the next login, by nickname and address.
 *
 * @param person null for a guest who was gone already
 * @param nickname as it was shown
 * @param skeleton what the nickname looks like
 * @param addresses from which a guest came
 * @param until in UTC milliseconds; null for ever
 * @param by the nickname of who did it
 */
public record Sanction(
    Kind kind,
    @Nullable PersonId person,
    boolean account,
    String nickname,
    Skeleton skeleton,
    List<String> addresses,
    @Nullable Long until,
    String by) {

  /** What is forbidden. */
  public enum Kind {
    /** To say anything. */
    MUTED,
    /** To come in. */
    BANNED
  }

  boolean holds(long now) {
    return until == null || now < until;
  }

  boolean concerns(Visitor visitor) {
    return visitor.id().equals(person)
        || (!account
            && !visitor.account()
            && (addresses.contains(visitor.address()) || skeleton.equals(visitor.skeleton())));
  }

  /** Whether it is the same person's by what one can type. */
  boolean isOf(Skeleton other) {
    return skeleton.equals(other);
  }
}
