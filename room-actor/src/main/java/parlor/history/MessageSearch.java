package parlor.history;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds messages by what was said. */
public interface MessageSearch {

  /**
   * The newest messages that have all the words of the text in them, newest first.
   *
   * @return fails with {@link UnknownCursorException} if {@code next} was not made by an earlier
   *     page, else with the cause that the store gives
   */
  CompletionStage<Page> search(Query query);

  /**
   * What is looked for.
   *
   * @param rooms only there
   * @param from only what this nickname said, or null; case does not matter
   * @param next where the page before ended, or null
   */
  record Query(
      Collection<String> rooms,
      String text,
      @Nullable String from,
      @Nullable String next,
      int limit) {}

  /** A message and where it was said. */
  record Hit(String room, Entry.Message message) {}

  /**
   * What was found.
   *
   * @param next for the next page, or null if there is none
   */
  record Page(List<Hit> hits, @Nullable String next) {}

  /** The cursor does not come from an earlier page. */
  final class UnknownCursorException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnknownCursorException() {
      super("The cursor does not come from an earlier page");
    }
  }
}
