/** Tells whoever wants to know what has happened. */
export class Emitter {
  #listeners = new Map();

  /**
   * Calls a function whenever something of that kind happens.
   * @returns {() => void} ends that
   */
  on(type, listener) {
    if (!this.#listeners.has(type)) {
      this.#listeners.set(type, new Set());
    }
    this.#listeners.get(type).add(listener);
    return () => this.#listeners.get(type).delete(listener);
  }

  emit(type, ...what) {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      listener(...what);
    }
  }
}
