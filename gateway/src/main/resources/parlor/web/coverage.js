/** Which entries of a room's log are here: stretches of them, each without a gap. */
export class Coverage {
  /** `[first, last]` of each, ascending; they neither overlap nor touch. */
  #stretches = [];

  get isEmpty() {
    return this.#stretches.length === 0;
  }

  clear() {
    this.#stretches = [];
  }

  /** The oldest entry that is here; 0 if there is none. */
  get first() {
    return this.#stretches[0]?.[0] ?? 0;
  }

  /** Those are here now, both ends counted; nothing if `last` comes before `first`. */
  add(first, last) {
    if (last < first) {
      return;
    }
    const isApart = ([from, to]) => to < first - 1 || from > last + 1;
    const joined = this.#stretches.filter((stretch) => !isApart(stretch));
    const whole = [Math.min(first, ...joined.map(([from]) => from)), Math.max(last, ...joined.map(([, to]) => to))];
    this.#stretches = [...this.#stretches.filter(isApart), whole].sort(([one], [other]) => one - other);
  }

  /** How far one gets from an entry on without a gap: the entry itself if the next is missing. */
  endFrom(entry) {
    const stretch = this.#stretches.findLast(([from]) => from <= entry + 1);
    return Math.max(entry, stretch?.[1] ?? entry);
  }

  /** What is missing between two stretches, ascending: `{after, before}`, both ends not counted. */
  get holes() {
    return this.#stretches.slice(1).map(([before], i) => ({after: this.#stretches[i][1], before}));
  }
}
