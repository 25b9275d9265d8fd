package parlor.room;

import org.jspecify.annotations.Nullable;
import parlor.history.SentMessage;

/**
 * What became of one person's messages, by their ids. A room at full load keeps millions of these
 * for a quarter of an hour: as objects they are what the garbage collector is busy with. So they
 * lie in one array, of which a slot is found by open addressing with linear probing (Knuth, The Art
 * of Computer Programming 3, 6.4, algorithm L), and of an id there are only the 64 bits of its
 * {@linkplain SentMessage#print print}: whoever finds two ids with the same ones deceives nobody
 * but themselves.
 */
final class SentTable {
  /** A slot: the id's print, {@code seq} (0 where nothing is), {@code at}, and what was said. */
  private static final int SLOT = 4;

  private static final int SEQ = 1;
  private static final int AT = 2;
  private static final int SAID = 3;
  private static final int FIRST_SLOTS = 4;

  private long[] slots = new long[FIRST_SLOTS * SLOT];
  private int used;

  RememberedIds.@Nullable Sent get(String id) {
    int slot = slotOf(SentMessage.print(id));
    long seq = slots[slot + SEQ];
    if (seq == 0) {
      return null;
    }
    return new RememberedIds.Sent(
        Math.abs(seq), slots[slot + AT], seq < 0 ? null : (Long) slots[slot + SAID]);
  }

  /** Adds a message, or replaces the one with that id. */
  void put(String id, RememberedIds.Sent sent) {
    long key = SentMessage.print(id);
    if (slots[slotOf(key) + SEQ] == 0) {
      used++;
      if (3 * used > 2 * (slots.length / SLOT)) {
        grow();
      }
    }
    int slot = slotOf(key);
    slots[slot] = key;
    slots[slot + AT] = sent.at();
    if (sent.print() == null) {
      slots[slot + SEQ] = -sent.seq();
    } else {
      slots[slot + SEQ] = sent.seq();
      slots[slot + SAID] = sent.print();
    }
  }

  /** Where that key is, or would be. */
  private int slotOf(long key) {
    int last = slots.length / SLOT - 1;
    int slot = (int) (key ^ key >>> 32) & last;
    while (slots[slot * SLOT + SEQ] != 0 && slots[slot * SLOT] != key) {
      slot = (slot + 1) & last;
    }
    return slot * SLOT;
  }

  private void grow() {
    long[] full = slots;
    slots = new long[2 * full.length];
    for (int from = 0; from < full.length; from += SLOT) {
      if (full[from + SEQ] != 0) {
        System.arraycopy(full, from, slots, slotOf(full[from]), SLOT);
      }
    }
  }
}
