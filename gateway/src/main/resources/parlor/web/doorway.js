/** The rooms that one is on the way into: asked for and not there yet, on this connection or the next. */
export class Doorway {
  /** By name; whether each is entered without being brought to the front. */
  #entering = new Map();

  get entering() {
    return [...this.#entering.keys()];
  }

  isEntering(name) {
    return this.#entering.has(name);
  }

  /** Whether a person wants to see it as soon as it is there. */
  isAwaited(name) {
    return this.#entering.get(name) === false;
  }

  /**
   * One wants to come in.
   * @returns whether that is news
   */
  enter(name, quietly) {
    const before = this.#entering.get(name);
    this.#entering.set(name, quietly && before !== false);
    return before === undefined;
  }

  /** One is in, or will not be; whether one wanted to. */
  entered(name) {
    return this.#entering.delete(name);
  }

  clear() {
    this.#entering.clear();
  }
}
