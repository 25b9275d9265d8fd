package parlor.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was sent before, to be brought back; and what was being written when that began. */
final class InputHistory {
  private static final int MAX = 100;

  private final List<String> sent = new ArrayList<>();
  private int at;
  private String draft = "";

  void add(String text) {
    sent.add(text);
    if (sent.size() > MAX) {
      sent.removeFirst();
    }
    at = sent.size();
  }

  /** The one before; {@code current} is kept for the way back. */
  Optional<String> older(String current) {
    if (at == 0) {
      return Optional.empty();
    }
    if (at == sent.size()) {
      draft = current;
    }
    at--;
    return Optional.of(sent.get(at));
  }

  /** The one after, in the end the draft. */
  Optional<String> newer() {
    if (at == sent.size()) {
      return Optional.empty();
    }
    at++;
    return Optional.of(at == sent.size() ? draft : sent.get(at));
  }
}
