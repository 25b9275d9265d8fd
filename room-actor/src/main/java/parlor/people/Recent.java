package parlor.people;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was used lately: beyond so many, what was used longest ago is forgotten. */
public final class Recent<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int max;

  /**
   * Nothing yet.
   *
   * @param max entries
   */
  public Recent(int max) {
    super(16, 0.75f, true);
    this.max = max;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > max;
  }
}
