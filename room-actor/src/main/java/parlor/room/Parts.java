package parlor.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of something that comes in several messages, as far as they have come. Each attempt to
 * send it has a higher number than the one before; parts of earlier ones are dropped.
 */
final class Parts<P> {
  private long attempt;
  private List<P> parts = new ArrayList<>(0);

  void add(long of, P part) {
    if (of > attempt) {
      attempt = of;
      parts = new ArrayList<>();
    }
    if (of == attempt) {
      parts.add(part);
    }
  }

  /** Takes all parts of an attempt; null if one of them got lost. */
  @Nullable List<P> take(long of, int count) {
    List<P> taken = of == attempt ? parts : List.of();
    if (of >= attempt) {
      parts = new ArrayList<>(0);
    }
    return taken.size() == count ? taken : null;
  }
}
