package parlor.room;

/**
 * A burst, then a steady pace.
 *
 * @param burst how many at once
 * @param perSecond how many afterwards; infinite where rates are off
 */
public record Rate(int burst, double perSecond) {
  public static final Rate UNLIMITED = new Rate(Integer.MAX_VALUE, Double.POSITIVE_INFINITY);
}
