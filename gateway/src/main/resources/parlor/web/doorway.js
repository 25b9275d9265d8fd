/**
 * The rooms that one is on the way into or out of: what was asked for and not answered yet, on this
 * connection or for the next one.
 */
export class Doorway {
  /** By name: `{quietly, turn}`, whether each is entered without being brought to the front. */
  #entering = new Map();
  #leaving = new Set();
  #turns = 0;

  /** Rooms stand in the order in which they were asked for: the number of the next one. */
  nextTurn() {
    return this.#turns++;
  }

  /** The number of a room that one is on the way into. */
  turnOf(name) {
    return this.#entering.get(name)?.turn;
  }

  get entering() {
    return [...this.#entering.keys()];
  }

  get leaving() {
    return [...this.#leaving];
  }

  isEntering(name) {
    return this.#entering.has(name);
  }

  isLeaving(name) {
    return this.#leaving.has(name);
  }

  /** Whether a person wants to see it as soon as it is there. */
  isAwaited(name) {
    return this.#entering.get(name)?.quietly === false;
  }

  /**
   * One wants to come in.
   * @returns whether that is news
   */
  enter(name, quietly) {
    const before = this.#entering.get(name);
    this.#leaving.delete(name);
    this.#entering.set(name, {
      quietly: quietly && before?.quietly !== false,
      turn: before?.turn ?? this.nextTurn(),
    });
    return before === undefined;
  }

  /** One is in, or will not be; whether one wanted to. */
  entered(name) {
    return this.#entering.delete(name);
  }

  /** One wants to be out. */
  leave(name) {
    this.#entering.delete(name);
    this.#leaving.add(name);
  }

  /** One is out. */
  left(name) {
    this.#leaving.delete(name);
  }

  clear() {
    this.#entering.clear();
    this.#leaving.clear();
  }
}
