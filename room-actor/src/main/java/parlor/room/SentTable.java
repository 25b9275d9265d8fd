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
 *
 * <p>A table of many ids is sixteen tables, by the first bits of their prints: to double the whole
 * of a million would stop the room for a fifth of a second.
 */
final class SentTable {
  /** A slot: the id's print, {@code seq} (0 where nothing is), {@code at}, and what was said. */
  private static final int SLOT = 4;

  private static final int SEQ = 1;
  private static final int AT = 2;
  private static final int SAID = 3;
  private static final int FIRST_SLOTS = 4;

  /** A table with more of them is parted. */
  private static final int MAX_SLOTS = 8 * 1024;

  private static final int PART_BITS = 4;

  /** Spreads keys over all bits (Knuth, the same, 6.4: multiplication by the golden ratio). */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final long[] NONE = {};

  /** How many bits of its keys are the same. */
  private final int sameBits;

  private long[] slots = new long[FIRST_SLOTS * SLOT];
  private int used;

  /** What was here, if it was too much. */
  private SentTable @Nullable [] parts;

  SentTable() {
    this(0);
  }

  private SentTable(int sameBits) {
    this.sameBits = sameBits;
  }

  RememberedIds.@Nullable Sent get(String id) {
    long key = SentMessage.print(id);
    return tableOf(key).get(key);
  }

  private RememberedIds.@Nullable Sent get(long key) {
    int slot = slotOf(key);
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
    Long print = sent.print();
    tableOf(key)
        .put(
            key,
            print == null ? -sent.seq() : sent.seq(),
            sent.at(),
            print == null ? 0 : print.longValue());
  }

  private void put(long key, long seq, long at, long said) {
    if (slots[slotOf(key) + SEQ] == 0) {
      used++;
      int all = slots.length / SLOT;
      if (3 * used > 2 * all) {
        if (all >= MAX_SLOTS && sameBits + PART_BITS <= Long.SIZE) {
          part();
          tableOf(key).put(key, seq, at, said);
          return;
        }
        grow();
      }
    }
    int slot = slotOf(key);
    slots[slot] = key;
    slots[slot + SEQ] = seq;
    slots[slot + AT] = at;
    slots[slot + SAID] = said;
  }

  /** The one that is not parted. */
  private SentTable tableOf(long key) {
    SentTable table = this;
    while (table.parts != null) {
      table = table.parts[table.partOf(key)];
    }
    return table;
  }

  private int partOf(long key) {
    return (int) (((key * GOLDEN) << sameBits) >>> (Long.SIZE - PART_BITS));
  }

  private void part() {
    SentTable[] made = new SentTable[1 << PART_BITS];
    for (int i = 0; i < made.length; i++) {
      made[i] = new SentTable(sameBits + PART_BITS);
    }
    for (int from = 0; from < slots.length; from += SLOT) {
      if (slots[from + SEQ] != 0) {
        made[partOf(slots[from])].put(
            slots[from], slots[from + SEQ], slots[from + AT], slots[from + SAID]);
      }
    }
    parts = made;
    slots = NONE;
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
