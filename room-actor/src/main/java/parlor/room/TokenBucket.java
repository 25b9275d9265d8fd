package parlor.room;

/** Allows a burst, then a steady pace. Time is a parameter, in milliseconds. */
public final class TokenBucket {
  private final Rate rate;
  private double tokens;
  private long filledAt;

  /** A full bucket. */
  public TokenBucket(Rate rate, long now) {
    this.rate = rate;
    this.tokens = rate.burst();
    this.filledAt = now;
  }

  /** Takes a token and returns 0, or returns after how many milliseconds there will be one. */
  public long takeOrWait(long now) {
    if (Double.isInfinite(rate.perSecond())) {
      return 0;
    }
    tokens = Math.min(rate.burst(), tokens + (now - filledAt) * rate.perSecond() / 1000);
    filledAt = now;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return (long) Math.ceil((1 - tokens) * 1000 / rate.perSecond());
  }
}
