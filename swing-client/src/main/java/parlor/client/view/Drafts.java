package parlor.client.view;

import java.util.HashMap;
import java.util.Map;

/** What is being written in each room; outlives the windows, so that nothing typed is lost. */
public final class Drafts {

  /** One room's. */
  static final class Draft {
    final InputHistory history = new InputHistory();
    String text = "";
  }

  private final Map<String, Draft> byRoom = new HashMap<>();

  Draft of(String room) {
    return byRoom.computeIfAbsent(room, name -> new Draft());
  }
}
