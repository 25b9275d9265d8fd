package parlor.room;

/**
 * A burst, then a steady pace.
 *
 * @param burst how many at once
 * @param perSecond how many afterwards; infinite where rates are off
 */
public record Rate(int burst, double perSecond) {
  public static final Rate UNLIMITED = new Rate(Integer.MAX_VALUE, Double.POSITIVE_INFINITY);

  private boolean isUnlimited() {
    return Double.isInfinite(perSecond);
  }

  /** The burst as clients are told; 0 is any number. */
  public int toldBurst() {
    return isUnlimited() ? 0 : burst;
  }

  /** How many a minute afterwards, as clients are told: at least 1; 0 is any number. */
  public int toldPerMinute() {
    return isUnlimited() ? 0 : (int) Math.max(1, Math.round(perSecond * 60));
  }
}
