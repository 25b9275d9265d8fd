package parlor.people;

import com.ibm.icu.text.SpoofChecker;
import parlor.protocol.Nickname;

/**
 * What a nickname looks like: two with the same skeleton are taken for each other, whatever script
 * they are written in. The skeleton of UTS 39, section 4, of the case-folded nickname.
 */
public record Skeleton(String value) {
  private static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();
  private static final Skeleton ROBOT = of(Nickname.ROBOT);

  public static Skeleton of(Nickname nickname) {
    return new Skeleton(CHECKER.getSkeleton(nickname.folded()));
  }

  public boolean looksLikeRobot() {
    return equals(ROBOT);
  }
}
