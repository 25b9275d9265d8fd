package parlor.room;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries that go out in one frame, ascending: as many as were asked for and fit.
 *
 * @param cut whether some were left out because they would not fit
 */
record EntryPage(List<EncodedEntry> entries, boolean cut) {
  /** A server's frame is at most 1 MiB; the rest of it is for what stands around the entries. */
  private static final int MAX_BYTES = 768 * 1024;

  /** The last ones that fit. */
  static EntryPage newest(List<EncodedEntry> ascending) {
    EntryPage page = oldest(ascending.reversed());
    return new EntryPage(page.entries.reversed(), page.cut);
  }

  /** The first ones that fit. */
  static EntryPage oldest(List<EncodedEntry> ascending) {
    List<EncodedEntry> fitting = new ArrayList<>(ascending.size());
    int bytes = 0;
    for (EncodedEntry entry : ascending) {
      bytes += entry.frame().length;
      if (bytes > MAX_BYTES) {
        return new EntryPage(fitting, true);
      }
      fitting.add(entry);
    }
    return new EntryPage(fitting, false);
  }

  List<byte[]> frames() {
    return entries.stream().map(EncodedEntry::frame).toList();
  }
}
