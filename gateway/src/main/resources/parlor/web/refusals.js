/** What follows when the server refuses a request, by the request's type. */
export const refusals = {
  say(chat, error, {room, id, text}) {
    notSaid(chat, chat.rooms.get(room), error, id, text);
  },

  tell(chat, error, {to, id, text}) {
    notSaid(chat, chat.rooms.with(to), error, id, text);
  },

  register(chat, error) {
    chat.emit('account-refused', error);
  },

  account(chat, error) {
    chat.emit('account-refused', error);
  },

  history(chat, error, {room: name}) {
    const room = chat.rooms.get(name);
    room?.setLoadingOlder(false);
    room?.setCatchingUp(false);
  },

  /** One comes back and is not let in any more, or wants to come in and may not. */
  join(chat, error, {room: name}) {
    const room = chat.rooms.get(name);
    chat.memory.gone(name);
    if (room && error.code === 'forbidden') {
      chat.rooms.forget(room);
      chat.emit('put-out', room, undefined);
    }
    chat.emit('refused', null, error, null);
  },
};

// What nobody asked for just now fails without a word.
for (const type of ['read', 'conversations', 'members', 'typing', 'ping']) {
  refusals[type] = () => {};
}

function notSaid(chat, room, error, id, text) {
  room?.removePending(id);
  chat.emit('refused', room, error, text);
}
