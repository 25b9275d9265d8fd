import {areSame} from './nicknames.js';

/**
 * The private conversations with a nickname. They belong to persons, while a guest's nickname may be
 * another person's tomorrow: several can be with one nickname, and only one of them with whoever has it
 * now. Of the others it is known that they are past.
 */
function conversationsWith(rooms, nickname) {
  return rooms.filter((room) => room.isPrivate && areSame(room.with, nickname));
}

/** The one that the server has not named yet. */
export function namelessWith(rooms, nickname) {
  return conversationsWith(rooms, nickname).find((room) => !room.hasName);
}

/** The one with whoever has the nickname now, as far as is known. */
export function presentWith(rooms, nickname) {
  return namelessWith(rooms, nickname)
      ?? lastOf(conversationsWith(rooms, nickname).filter((room) => !room.isPast));
}

/** Where several are with a nickname, the one in which something was said last. */
export function lastOfSeveralWith(rooms, nickname) {
  const named = conversationsWith(rooms, nickname).filter((room) => room.hasName);
  return named.length > 1 ? lastOf(named) : undefined;
}

function lastOf(conversations) {
  return conversations.reduce((one, other) => (one && one.saidAt >= other.saidAt ? one : other), undefined);
}

/** Whoever talks in this conversation has the nickname; whoever had it in others has gone. */
export function setPresent(rooms, room) {
  conversationsWith(rooms, room.with).filter((other) => other.hasName && other.isPast === (other === room))
      .forEach((other) => other.setStanding({isPast: other !== room}));
}
