const GUESS = 56;

/** How high each row of a list is, measured or guessed, and where it begins. */
export class Heights {
  #measured = new Map();
  #sum = 0;
  #tops = [0];
  #keys = [];

  /** These are the rows now, by key. */
  setKeys(keys) {
    this.#keys = keys;
    this.#layOut();
  }

  /** Takes measurements; whether one of them was news. */
  measure(heights) {
    let changed = false;
    for (const [key, height] of heights) {
      const before = this.#measured.get(key);
      if (before !== height) {
        this.#sum += height - (before ?? 0);
        this.#measured.set(key, height);
        changed = true;
      }
    }
    if (changed) {
      this.#layOut();
    }
    return changed;
  }

  /** The rows are of another width: nothing that was measured holds. */
  forget() {
    this.#measured.clear();
    this.#sum = 0;
    this.#layOut();
  }

  #layOut() {
    const guess = this.#measured.size === 0 ? GUESS : this.#sum / this.#measured.size;
    this.#tops = new Array(this.#keys.length + 1);
    let top = 0;
    for (let i = 0; i < this.#keys.length; i++) {
      this.#tops[i] = top;
      top += this.#measured.get(this.#keys[i]) ?? guess;
    }
    this.#tops[this.#keys.length] = top;
  }

  get total() {
    return this.#tops[this.#keys.length];
  }

  top(index) {
    return this.#tops[index];
  }

  /** The row at a height, the last one below all. */
  at(y) {
    let low = 0;
    let high = this.#keys.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle] <= y) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Math.max(0, low);
  }
}
