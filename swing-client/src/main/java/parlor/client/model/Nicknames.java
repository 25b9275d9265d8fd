package parlor.client.model;

import parlor.protocol.Nickname;

/** Nicknames as the server compares them: {@code Ada}, {@code ada} and {@code ａｄａ} are one. */
public final class Nicknames {
  private Nicknames() {}

  /** The form in which two are compared, also of a part of a nickname or of what names one. */
  public static String folded(String nickname) {
    return Nickname.ofPrepared(nickname).folded();
  }

  public static boolean areSame(String one, String other) {
    return one.equals(other) || folded(one).equals(folded(other));
  }

  public static boolean isRobot(String nickname) {
    return areSame(nickname, Nickname.ROBOT.value());
  }
}
