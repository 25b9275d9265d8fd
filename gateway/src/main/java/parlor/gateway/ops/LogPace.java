package parlor.gateway.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets the log say the same thing only so often in a minute, whatever is told along with it; then
 * says once that more is left out. Named in {@code logback.xml}; any thread may ask.
 */
public final class LogPace extends TurboFilter {
  private static final int A_MINUTE = 20;
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int MAX_REMEMBERED = 1_000;

  private static final class Said {
    private final long since;
    private int times;

    Said(long since) {
      this.since = since;
    }
  }

  private final Map<String, Said> said =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable failure) {
    if (format == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    int times = count(logger.getName() + format, System.nanoTime());
    if (times == A_MINUTE + 1) {
      logger.warn("For a minute no more is said of this kind: {}", format);
    }
    return times > A_MINUTE ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  /** How often it was said in its minute. */
  private synchronized int count(String what, long now) {
    Said known = said.get(what);
    if (known == null || now - known.since > MINUTE_NANOS) {
      known = new Said(now);
      said.put(what, known);
    }
    return ++known.times;
  }
}
