import {isPassing} from './patience.js';
import {LOBBY} from './rooms.js';

/** What follows when the server refuses a request, by the request's type. */
export const refusals = {
  say: notSaid,

  tell: notSaid,

  register(chat, error) {
    chat.emit('account-refused', error);
  },

  account(chat, error) {
    chat.emit('account-refused', error);
  },

  /** One is not there, whatever the server had to say. */
  leave(chat, error, {room}) {
    chat.rooms.doorway.left(room);
  },

  /** What is missing has a row, and may be asked for again. */
  history(chat, error, request) {
    chat.rooms.pages.refused(request);
  },

  /** One comes back and is not let in any more, or wants to come in and may not. */
  join(chat, error, {room: name}) {
    if (chat.rooms.doorway.isLeaving(name)) {
      return;
    }
    const room = chat.rooms.get(name);
    chat.memory.gone(name);
    chat.rooms.doorway.entered(name);
    if (room && error.code === 'forbidden') {
      chat.rooms.forget(room);
      chat.emit('put-out', room, undefined);
    }
    chat.emit('refused', null, error);
    if (name !== LOBBY && chat.rooms.isEmpty && chat.memory.rooms.length === 0) {
      chat.join(LOBBY);
    }
  },
};

// What nobody asked for just now fails without a word.
for (const type of ['read', 'conversations', 'members', 'typing', 'ping']) {
  refusals[type] = () => {};
}

/** Nobody is told of what was to be said in a room that the person has left. */
function notSaid(chat, error, {id}) {
  const room = chat.rooms.whereSaid(id);
  if (room && isPassing(error)) {
    chat.rooms.outbox.postponed(room, id, error.retryAfterMs);
  } else if (room) {
    const isGone = room.isPrivate && room.hasName && error.code === 'recipient-unknown';
    if (isGone) {
      chat.rooms.setPast(room);
    }
    const problem = isGone ? {code: 'gone'} : error;
    chat.rooms.outbox.refused(room, id, problem);
    chat.emit('refused', room, problem, room.pendingOf(id));
  }
}
