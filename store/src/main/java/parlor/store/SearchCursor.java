package parlor.store;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parlor.history.Entry;
import parlor.history.MessageSearch;

/** A place in the order in which search results come: newest first. */
record SearchCursor(long at, long room, long seq) {
  static final Comparator<SearchCursor> NEWEST_FIRST =
      Comparator.comparingLong(SearchCursor::at)
          .thenComparingLong(SearchCursor::room)
          .thenComparingLong(SearchCursor::seq)
          .reversed();

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})");

  static SearchCursor of(SearchRows.Room room, Entry.Message entry) {
    return new SearchCursor(entry.at(), room.id(), entry.seq());
  }

  static SearchCursor parse(String written) throws MessageSearch.UnknownCursorException {
    Matcher parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new MessageSearch.UnknownCursorException();
    }
    return new SearchCursor(
        Long.parseLong(parts.group(1)),
        Long.parseLong(parts.group(2)),
        Long.parseLong(parts.group(3)));
  }

  @Override
  public String toString() {
    return at + "." + room + "." + seq;
  }
}
