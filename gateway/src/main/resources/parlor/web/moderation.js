import {folded} from './nicknames.js';
import {isAtLeast} from './room.js';

/** What one may do in a room by virtue of a role, and of whom one wants to hear nothing. */
export class Moderation {
  #chat;
  #send;
  /** By the folded nickname. */
  #blocked = new Set();

  /** @param {(frame: object) => void} send asks the server, or says at once that it cannot */
  constructor(chat, send) {
    this.#chat = chat;
    this.#send = send;
  }

  /** Gives the room a topic; an empty one takes it away. */
  setTopic(room, topic) {
    this.#send({type: 'topic', room: room.name, topic});
  }

  remove(room, seq) {
    this.#send({type: 'remove', room: room.name, seq});
  }

  setRole(room, nickname, role) {
    this.#send({type: 'role', room: room.name, nickname, role});
  }

  /**
   * Disciplines somebody.
   * @param {'kick'|'mute'|'unmute'|'ban'|'unban'} order
   * @param {number=} minutes how long it holds; for ever without
   * @param {string=} reason told to those whom it concerns
   */
  discipline(room, order, nickname, minutes, reason) {
    this.#send({type: order, room: room.name, nickname, minutes, reason: reason || undefined});
  }

  setKind(room, changes) {
    this.#send({type: 'room', room: room.name, ...changes});
  }

  /** Whether one stands above somebody in a room, and high enough to keep order there. */
  mayDiscipline(room, member) {
    return isAtLeast(room.role, 'moderator') && !isAtLeast(member.role, room.role);
  }

  /** Whether one may take a message away. */
  mayRemove(room, message) {
    return !message.removed && (message.own || isAtLeast(room.role, 'moderator'));
  }

  /** Wants to hear no more of somebody, or again. */
  block(nickname, wanted) {
    this.#send({type: wanted ? 'block' : 'unblock', nickname});
  }

  hasBlocked(nickname) {
    return this.#blocked.size > 0 && this.#blocked.has(folded(nickname));
  }

  setAllBlocked(nicknames) {
    this.#blocked = new Set(nicknames.map(folded));
    this.#chat.emit('blocked');
  }

  setBlocked(nickname, now) {
    if (now) {
      this.#blocked.add(folded(nickname));
    } else {
      this.#blocked.delete(folded(nickname));
    }
    this.#chat.emit('blocked');
  }
}
