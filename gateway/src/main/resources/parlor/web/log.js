import {Coverage} from './coverage.js';

let items = 0;

/** Gives an item a name of its own on this page. */
function named(item) {
  item.uid = ++items;
  return item;
}

const isEntry = (item) => item.kind === 'message' || item.kind === 'topic';

/**
 * The items of a room, one below the other: entries of its log in their order, with a row for each
 * gap between them; what happened besides; and last what is one's own and not confirmed. They are
 * `{kind: 'message' | 'topic' | 'gap' | 'pending' | 'notice', uid, …}`; a gap is `{after, before,
 * loading}`, its ends not counted.
 */
export class Log {
  items = [];
  coverage = new Coverage();
  #changed;
  #shown = new Map();
  /** Entries of one's own that may be the echo of something unconfirmed: not shown beside it. */
  #held = new Map();
  /** Items before this index belong to an earlier life of the room's log. */
  #begunAt = 0;
  #gaps = 0;

  /** @param {() => void} changed called when items are others than before */
  constructor(changed) {
    this.#changed = changed;
  }

  /** The log has begun a new life: what is known of the old one stays and does not go on. */
  begin() {
    this.#held.forEach((entry) => this.#place(named(entry)));
    this.#held.clear();
    this.#shown.clear();
    this.coverage.clear();
    this.#begunAt = this.items.length;
    this.#syncGaps();
    this.#changed();
  }

  /** The message with that number, if it is here. */
  message(seq) {
    const found = this.#shown.get(seq);
    return found?.kind === 'message' ? found : undefined;
  }

  /** The first message of somebody else from that number on; 0 if there is none. */
  firstOfOthers(from) {
    let first = 0;
    for (let i = this.items.length - 1; i >= this.#begunAt; i--) {
      const item = this.items[i];
      if (isEntry(item) && item.seq < from) {
        break;
      }
      if (item.kind === 'message' && !item.own) {
        first = item.seq;
      }
    }
    return first;
  }

  // Entries

  /**
   * Puts entries, ascending, where they belong.
   * @param {number} from the first that is here now, whether it shows or not
   * @param {number} to the last
   * @returns whether one of them was not here before
   */
  add(from, to, entries) {
    this.coverage.add(from, to);
    this.#syncGaps();
    const fresh = entries.filter((entry) => !this.#shown.has(entry.seq));
    fresh.forEach((entry) => this.#shown.set(entry.seq, entry));
    let run = [];
    for (const entry of entries) {
      if (this.#shown.get(entry.seq) !== entry) {
        this.#placeAll(run);
        run = [];
      } else if (this.#mayBeEcho(entry)) {
        this.#held.set(entry.seq, entry);
      } else {
        run.push(named(entry));
      }
    }
    this.#placeAll(run);
    this.#changed();
    return fresh.length > 0;
  }

  #place(entry) {
    this.#placeAll([entry]);
  }

  #placeAll(entries) {
    if (entries.length > 0) {
      this.items.splice(this.#indexFor(entries[0].seq), 0, ...entries);
    }
  }

  /** An entry that shows in no place of its own: `target` was taken away. */
  addRemoval(seq, target) {
    this.#shown.set(seq, {kind: 'removal'});
    const message = this.message(target);
    if (message && !message.removed) {
      const gone = named({...message, text: '', attachments: [], removed: true});
      this.#shown.set(target, gone);
      if (this.#held.delete(target)) {
        this.#place(gone);
      } else {
        this.items[this.items.indexOf(message)] = gone;
      }
      this.#changed();
    }
  }

  /**
   * Behind the last entry or gap with a smaller number; one newer than all comes behind the notices
   * too, and only before what is unconfirmed.
   */
  #indexFor(seq) {
    let newest = true;
    for (let i = this.items.length - 1; i >= this.#begunAt; i--) {
      const item = this.items[i];
      if (item.kind === 'gap' ? item.before <= seq : isEntry(item) && item.seq < seq) {
        return newest ? this.#beforeUnconfirmed() : i + 1;
      }
      newest &&= !isEntry(item) && item.kind !== 'gap';
    }
    return newest ? this.#beforeUnconfirmed() : this.#begunAt;
  }

  #beforeUnconfirmed() {
    let index = this.items.length;
    while (index > this.#begunAt && this.items[index - 1].kind === 'pending') {
      index--;
    }
    return index;
  }

  // Gaps

  /** A row for each hole in what is here, and no other. */
  #syncGaps() {
    let missing = this.coverage.holes;
    if (missing.length === 0 && this.#gaps === 0) {
      return;
    }
    for (let i = this.items.length - 1; i >= 0 && this.#gaps > 0; i--) {
      const gap = this.items[i];
      if (gap.kind === 'gap') {
        const hole = i < this.#begunAt ? undefined
            : missing.findLast(({after, before}) => after < gap.before && before > gap.after);
        missing = missing.filter((other) => other !== hole);
        if (!hole) {
          this.#takeAway(gap);
          this.#gaps--;
        } else if (hole.after !== gap.after || hole.before !== gap.before) {
          Object.assign(gap, hole, {loading: false});
        }
      }
    }
    for (const hole of missing) {
      this.items.splice(this.#indexFor(hole.after + 1), 0, named({kind: 'gap', ...hole, loading: false}));
      this.#gaps++;
    }
  }

  /** Whether entries of a gap are on their way. */
  setLoading(gap, loading) {
    const there = this.items.find(({kind, after, before}) =>
      kind === 'gap' && after === gap.after && before === gap.before);
    if (there && there.loading !== loading) {
      there.loading = loading;
      this.#changed();
    }
  }

  // What is not confirmed

  /** In the order it was said, given up or not. */
  get pending() {
    return this.items.filter((item) => item.kind === 'pending');
  }

  addPending(item) {
    return this.#append({...item, kind: 'pending'});
  }

  /** It stands otherwise than before. */
  changePending(id, changes) {
    const pending = this.pending.find((item) => item.id === id);
    if (pending) {
      Object.assign(pending, changes);
      this.#releaseNoEchoes();
      this.#changed();
    }
  }

  /** The server has stored it: the entry takes its place. */
  confirm(id, stored) {
    const pending = this.pending.find((item) => item.id === id);
    if (!pending) {
      return;
    }
    const entry = this.#held.get(stored.seq) ?? stored;
    const isNew = this.#held.delete(stored.seq) || !this.#shown.has(stored.seq);
    this.#takeAway(pending);
    if (isNew) {
      this.#shown.set(entry.seq, entry);
      entry.uid = pending.uid;
      this.#place(entry);
    }
    this.#releaseNoEchoes();
    this.#changed();
  }

  /** Takes what is unconfirmed away; returns it, or undefined. */
  removePending(id) {
    const pending = this.pending.find((item) => item.id === id);
    if (pending) {
      this.#takeAway(pending);
      this.#releaseNoEchoes();
      this.#changed();
    }
    return pending;
  }

  #mayBeEcho(entry) {
    return entry.own === true && !entry.removed && this.pending.some(({state, sentAt, text}) =>
      state !== 'failed' && sentAt !== undefined && text === entry.text);
  }

  /** What cannot be the echo of anything any more was said on another device. */
  #releaseNoEchoes() {
    for (const [seq, entry] of this.#held) {
      if (!this.#mayBeEcho(entry)) {
        this.#held.delete(seq);
        this.#place(named(entry));
      }
    }
  }

  // Any item

  addNotice(item) {
    this.#append({...item, kind: 'notice'});
  }

  /** Below all others. */
  #append(item) {
    const appended = named(item);
    this.items.push(appended);
    this.#changed();
    return appended;
  }

  #takeAway(item) {
    const index = this.items.indexOf(item);
    this.items.splice(index, 1);
    if (index < this.#begunAt) {
      this.#begunAt--;
    }
  }
}
