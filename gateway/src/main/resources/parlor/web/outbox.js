import {patience} from './patience.js';

/** A server remembers an id at least that long. */
const REMEMBERED_MS = 15 * 60_000;

/**
 * What one has said and the server has not confirmed: sent again with the same id, by which it
 * stays one message, until it is stored or the server may have forgotten the id. While a room's
 * oldest one waits, those behind it wait too. The state of what is pending is `sending`,
 * `repeating` or `failed`: what was refused for good, or not taken for too long, stays until the person
 * decides.
 */
export class Outbox {
  #chat;
  #send;
  /** What a room waits for: `{refusals, timer}`. */
  #waits = new Map();
  /** The ids that an answer is due for on this connection. */
  #underWay = new Set();

  /** @param {(room: object, pending: object) => void} send gives it to the connection */
  constructor(chat, send) {
    this.#chat = chat;
    this.#send = send;
  }

  /** Says it now, or when those before it have been said and the connection and the room are there. */
  say(room, item) {
    const pending = room.addPending(item);
    const isThere = this.#chat.isOnline && (room.isIn || room.isPrivate);
    if (isThere && !this.#waits.has(room)) {
      this.#transmit(room, pending);
    }
  }

  /** The room is there again: what was said before and not confirmed is said again. */
  repeat(room) {
    this.forget(room);
    for (const pending of room.pending) {
      if (pending.state !== 'failed' && !this.#underWay.has(pending.id)) {
        this.#transmit(room, pending);
      }
    }
  }

  /** No answers come any more, and no room waits for anything but the connection. */
  lost() {
    this.#underWay.clear();
    [...this.#waits.keys()].forEach((room) => this.forget(room));
  }

  forget(room) {
    clearTimeout(this.#waits.get(room)?.timer);
    this.#waits.delete(room);
  }

  /** The server has answered for good. */
  answered(room, id) {
    this.#underWay.delete(id);
    const wait = this.#waits.get(room);
    if (wait && wait.timer === null) {
      wait.refusals = 0;
      this.#sendFirst(room, wait);
    }
  }

  /** The server will never take it. */
  refused(room, id, {code, reason, message}) {
    room.changePending(id, {state: 'failed', refusal: {code, reason, message}});
    this.answered(room, id);
  }

  /** The server cannot take it just now. */
  postponed(room, id, retryAfterMs) {
    this.#underWay.delete(id);
    if (!room.pending.some((pending) => pending.id === id)) {
      return;
    }
    room.changePending(id, {state: 'repeating'});
    if (!this.#waits.has(room)) {
      this.#waits.set(room, {refusals: 0, timer: null});
    }
    const wait = this.#waits.get(room);
    wait.timer ??= setTimeout(() => this.#sendFirst(room, wait), patience(wait.refusals++, retryAfterMs));
  }

  #sendFirst(room, wait) {
    wait.timer = null;
    for (const pending of room.pending) {
      const waiting = pending.state !== 'failed' && !this.#underWay.has(pending.id);
      if (waiting && this.#transmit(room, pending)) {
        return;
      }
    }
    this.#waits.delete(room);
  }

  /** False if it is too late for that. */
  #transmit(room, pending) {
    const now = Date.now();
    if (pending.sentAt !== undefined && now - pending.sentAt >= REMEMBERED_MS) {
      room.changePending(pending.id, {state: 'failed'});
      this.#chat.emit('gave-up', room);
      return false;
    }
    this.#underWay.add(pending.id);
    room.changePending(pending.id, {state: 'sending', sentAt: pending.sentAt ?? now});
    this.#send(room, pending);
    return true;
  }
}
