package parlor.room;

import akka.util.ByteString;
import java.util.List;
import java.util.concurrent.CompletionStage;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.protocol.ClientFrame;
import parlor.protocol.ServerFrame;

/** Answers {@code history}: reads one entry more than asked for, which tells whether there are. */
final class HistoryPager {

  private HistoryPager() {}

  static CompletionStage<List<Entry>> read(
      MessageLog log, String room, ClientFrame.History request, int limit) {
    if (request.after() != null) {
      return log.after(room, request.after(), limit + 1);
    }
    return request.before() != null
        ? log.before(room, request.before(), limit + 1)
        : log.newest(room, limit + 1);
  }

  /** Cut at the end that is farther from where the client stands. */
  static ByteString answer(String room, ClientFrame.History request, List<Entry> found, int limit) {
    boolean forwards = request.after() != null;
    List<Entry> wanted = found;
    if (found.size() > limit) {
      wanted =
          forwards ? found.subList(0, limit) : found.subList(found.size() - limit, found.size());
    }
    List<EncodedEntry> encoded =
        wanted.stream().map(entry -> EncodedEntry.of(room, entry)).toList();
    EntryPage page = forwards ? EntryPage.oldest(encoded) : EntryPage.newest(encoded);
    boolean more = found.size() > limit || page.cut();
    return Frames.history(new ServerFrame.History(request.id(), room, List.of(), more), page);
  }
}
