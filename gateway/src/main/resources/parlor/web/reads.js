const SOON_MS = 1000;

/** Tells the server what was seen: soon, and not more often than it needs to be. */
export class ReadPositions {
  #send;
  #told = new Map();
  #waiting = null;
  #timer = 0;

  constructor(send) {
    this.#send = send;
  }

  /** The person sees the room as it is now. */
  seen(room) {
    if (this.#waiting && this.#waiting !== room) {
      this.#tell();
    }
    if (this.#isNews(room) && !this.#waiting) {
      this.#waiting = room;
      this.#timer = setTimeout(() => this.#tell(), SOON_MS);
    }
  }

  /** The server knows that. */
  known(name, seq) {
    this.#told.set(name, Math.max(seq, this.#told.get(name) ?? 0));
  }

  /** Nobody knows what the server has heard; it says at login what it knows. */
  lost() {
    clearTimeout(this.#timer);
    this.#waiting = null;
    this.#told.clear();
  }

  #isNews(room) {
    return room.hasName && room.seq > (this.#told.get(room.name) ?? 0);
  }

  #tell() {
    clearTimeout(this.#timer);
    const room = this.#waiting;
    this.#waiting = null;
    if (room && this.#isNews(room)) {
      this.known(room.name, room.seq);
      this.#send({type: 'read', room: room.name, seq: room.seq});
    }
  }
}
