import * as keep from './keep.js';

/** What a tab knows of its chat from before it was loaded again, and has not come back to yet. */
export class Memory {
  #unsent;
  /** @type {string[]} */
  rooms;

  constructor(rooms = [], unsent = []) {
    this.rooms = rooms;
    this.#unsent = unsent;
  }

  /** What was kept before the page was loaded again. */
  static of(rooms) {
    return new Memory(rooms, keep.unsent.get());
  }

  /** A room is entered, or will not be. */
  gone(name) {
    this.rooms = this.rooms.filter((other) => other !== name);
  }

  /** What was said in a room and not confirmed; told once. */
  unsentIn(room) {
    const isHere = (said) => (said.room === null ? said.with === room.with : said.room === room.name);
    const here = this.#unsent.filter(isHere);
    this.#unsent = this.#unsent.filter((said) => !isHere(said));
    return here.map((said) => said.item);
  }

  /** Those to whom something was said in a conversation that has no name yet. */
  get unsentTo() {
    return this.#unsent.filter((said) => said.room === null).map((said) => said.with);
  }

  /** Writes down what the chat will want to know. */
  keep(chat) {
    const rooms = chat.rooms.all;
    keep.login.set(chat.session === null ? null : {
      nickname: chat.nickname,
      session: chat.session,
      rooms: [...new Set([...chat.rooms.names, ...this.rooms])],
    });
    const unsent = rooms.flatMap((room) => room.pending.map(
        (item) => ({room: room.hasName ? room.name : null, with: room.with, item})));
    keep.unsent.set(chat.session === null ? [] : [...this.#unsent, ...unsent]);
  }
}
