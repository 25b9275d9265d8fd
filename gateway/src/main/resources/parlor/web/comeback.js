const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** When to try again: after 1 s, 2 s, 4 s … 30 s, each with up to a fifth of jitter. */
export class Comeback {
  #wait = FIRST_WAIT_MS;
  #timer = 0;

  /**
   * Calls back after the next wait.
   * @returns {number} when that will be
   */
  later(then) {
    const wait = this.#wait * (0.9 + Math.random() / 5);
    this.#wait = Math.min(LONGEST_WAIT_MS, 2 * this.#wait);
    this.cancel();
    this.#timer = setTimeout(then, wait);
    return Date.now() + wait;
  }

  cancel() {
    clearTimeout(this.#timer);
  }

  reset() {
    this.#wait = FIRST_WAIT_MS;
  }
}
