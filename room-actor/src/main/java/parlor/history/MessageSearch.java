package parlor.history;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Nickname;

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
   * @param from only what this nickname said, or null; compared as nicknames are
   * @param next where the page before ended, or null
   */
  record Query(
      Collection<String> rooms,
      String text,
      @Nullable String from,
      @Nullable String next,
      int limit) {

    /** Whether a message is of whom the question is about. */
    public Predicate<Entry.Message> author() {
      if (from == null) {
        return message -> true;
      }
      String wanted = folded(from.strip());
      return message -> folded(message.from()).equals(wanted);
    }

    private static String folded(String nickname) {
      return Nickname.ofPrepared(nickname).folded();
    }
  }

  /**
   * A message and where it was said.
   *
   * @param next for the page that goes on behind it
   */
  record Hit(String room, Entry.Message message, String next) {}

  /**
   * What was found; perhaps nothing yet, for a page looks at so much and no more.
   *
   * @param next for the next page, or null if everything was looked at
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
