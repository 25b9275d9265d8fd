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
    fill(now);
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return (long) Math.ceil((1 - tokens) * 1000 / rate.perSecond());
  }

  /** Takes tokens that may not be there yet; returns after how many milliseconds they are. */
  public long takeAhead(int taken, long now) {
    fill(now);
    tokens -= taken;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens * 1000 / rate.perSecond());
  }

  /** Whether it is full, so that a new one would do as well. */
  boolean isFull(long now) {
    fill(now);
    return tokens >= rate.burst();
  }

  /** A clock that is set back takes nothing away. */
  private void fill(long now) {
    long passed = Math.max(0, now - filledAt);
    tokens = Math.min(rate.burst(), tokens + passed * rate.perSecond() / 1000);
    filledAt = now;
  }
}
