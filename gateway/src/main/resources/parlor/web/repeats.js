import {patience} from './patience.js';

/** What rooms depend on and nobody would ask for again; and as long as it still matters. */
const NEEDED = {
  join: (rooms, {room}) => rooms.belongs(room),
  leave: (rooms, {room}) => rooms.doorway.isLeaving(room),
  history: (rooms, {id}) => rooms.pages.isCatchingUp(id),
  members: (rooms, {room}) => rooms.belongs(room),
  conversations: () => true,
};

/** Asks again, on the same connection, for what the server could not do just now. */
export class Repeats {
  #rooms;
  #send;
  /** How often each request was refused, by its id. */
  #refusals = new Map();
  #timers = new Set();

  /** @param {(frame: object) => void} send gives a request to the connection, as it was */
  constructor(rooms, send) {
    this.#rooms = rooms;
    this.#send = send;
  }

  isNeeded(request) {
    return NEEDED[request.type]?.(this.#rooms, request) ?? false;
  }

  later(request, retryAfterMs) {
    const before = this.#refusals.get(request.id) ?? 0;
    this.#refusals.set(request.id, before + 1);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (this.isNeeded(request)) {
        this.#send(request);
      }
    }, patience(before, retryAfterMs));
    this.#timers.add(timer);
  }

  /** The connection is gone, and with it what was to be asked. */
  lost() {
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#timers.clear();
    this.#refusals.clear();
  }
}
