package parlor.moderation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parlor.people.PersonId;
import parlor.people.Skeleton;
import parlor.people.Visitor;
import parlor.protocol.Role;

/**
 * Who may do what in one room. Immutable; each change makes another.
 *
 * @param roles by the value of the {@link PersonId}; who is not there has none
 * @param membersOnly nobody comes in without a role
 * @param hidden the room is not listed
 */
public record HouseRules(
    Map<String, Role> roles, List<Sanction> sanctions, boolean membersOnly, boolean hidden) {
  /** A room as it begins. */
  public static final HouseRules NONE = new HouseRules(Map.of(), List.of(), false, false);

  /** So many persons may have a role, and so many be muted or banned. */
  public static final int MAX = 1_000;

  public Role roleOf(PersonId person) {
    return roles.getOrDefault(person.value(), Role.NONE);
  }

  public Role roleOf(Visitor visitor) {
    return visitor.admin() ? Role.ADMIN : roleOf(visitor.id());
  }

  @JsonIgnore
  public boolean isOwned() {
    return roles.containsValue(Role.OWNER);
  }

  @JsonIgnore
  public boolean isFull() {
    return roles.size() >= MAX || sanctions.size() >= MAX;
  }

  /** What forbids it to this visitor, or null. */
  public @Nullable Sanction against(Sanction.Kind kind, Visitor visitor, long now) {
    for (Sanction sanction : sanctions) {
      if (sanction.kind() == kind && sanction.holds(now) && sanction.concerns(visitor)) {
        return sanction;
      }
    }
    return null;
  }

  public HouseRules withRole(PersonId person, Role role) {
    Map<String, Role> changed = new TreeMap<>(roles);
    if (role == Role.NONE) {
      changed.remove(person.value());
    } else {
      changed.put(person.value(), role);
    }
    return new HouseRules(Map.copyOf(changed), sanctions, membersOnly, hidden);
  }

  /** In the place of an earlier one of the same kind; what no longer holds is forgotten. */
  public HouseRules with(Sanction added, long now) {
    List<Sanction> kept = kept(s -> s.holds(now) && !isSame(s, added));
    kept.add(added);
    return withSanctions(kept);
  }

  private static boolean isSame(Sanction one, Sanction other) {
    return one.kind() == other.kind() && one.isOf(other.skeleton());
  }

  /** Without what holds against somebody by that nickname. */
  public HouseRules without(Sanction.Kind kind, Skeleton nickname) {
    return withSanctions(kept(s -> s.kind() != kind || !s.isOf(nickname)));
  }

  private List<Sanction> kept(Predicate<Sanction> wanted) {
    return new ArrayList<>(sanctions.stream().filter(wanted).toList());
  }

  private HouseRules withSanctions(List<Sanction> changed) {
    return new HouseRules(roles, List.copyOf(changed), membersOnly, hidden);
  }

  /** Of another kind; null leaves a property as it is. */
  public HouseRules with(@Nullable Boolean onlyMembers, @Nullable Boolean isHidden) {
    return new HouseRules(
        roles,
        sanctions,
        onlyMembers == null ? membersOnly : onlyMembers,
        isHidden == null ? hidden : isHidden);
  }
}
