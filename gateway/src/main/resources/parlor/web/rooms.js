import {Doorway} from './doorway.js';
import {isOwn, itemOf} from './entries.js';
import {newId} from './ids.js';
import {Outbox} from './outbox.js';
import {Pages} from './pages.js';
import {lastOfSeveralWith, namelessWith, presentWith, setPresent} from './partners.js';
import {ReadPositions} from './reads.js';
import {Room} from './room.js';

/** Where whoever was not invited elsewhere comes in. */
export const LOBBY = 'lobby';

const byTurn = (one, other) => one.turn - other.turn;

/** The rooms one is in: puts what the server says into them, and asks for what is missing. */
export class Rooms {
  #chat;
  #send;
  #rooms = new Map();
  /** What the server counted in rooms that are being entered. */
  #counted = new Map();
  #reads;
  #looksAt = null;
  doorway = new Doorway();

  constructor(chat, send) {
    this.#chat = chat;
    this.#send = (frame) => send({id: newId(), ...frame});
    this.#reads = new ReadPositions(this.#send);
    this.outbox = new Outbox(chat, (room, pending) => this.#say(room, pending));
    this.pages = new Pages(this.#send, (room, from, to, entries) => this.#add(room, from, to, entries),
        () => chat.limits.historyMessages);
  }

  /** In the order they were asked for, whichever the server answered first. */
  get all() {
    return [...this.#rooms.values()].sort(byTurn);
  }

  /** The names of the rooms one is in or on the way into, private ones aside, in the same order. */
  get names() {
    const inside = this.all.filter((room) => !room.isPrivate);
    const entering = this.doorway.entering.map((name) => ({name, turn: this.doorway.turnOf(name)}));
    return [...inside, ...entering].sort(byTurn).map(({name}) => name);
  }

  get looksAt() {
    return this.#looksAt;
  }

  get(name) {
    return this.#rooms.get(name);
  }

  /** The room in which something is said that is not confirmed. */
  whereSaid(id) {
    return this.all.find((room) => room.pendingOf(id));
  }

  /** Neither in a room nor on the way into one. */
  get isEmpty() {
    return this.#rooms.size === 0 && this.doorway.entering.length === 0;
  }

  /** Whether one is in that room, or on the way into it. */
  belongs(name) {
    return this.#rooms.has(name) || this.doorway.isEntering(name);
  }

  forgetAll() {
    this.doorway.clear();
    this.all.forEach((room) => this.forget(room));
  }

  forget(room) {
    this.#rooms.delete(room.name);
    this.outbox.forget(room);
    if (this.#looksAt === room) {
      this.#looksAt = null;
    }
    this.#chat.emit('left', room);
  }

  /** The person sees this room, or none. */
  lookAt(room) {
    if (this.#looksAt && this.#looksAt !== room) {
      this.#looksAt.lookedAway();
    }
    this.#looksAt = room;
    if (room) {
      if (room.unread > 0) {
        room.looked();
        this.#chat.emit('unread');
      }
      this.#reads.seen(room);
    }
  }

  /**
   * Enters a room, now or when the connection is there.
   * @param {boolean} quietly without bringing it to the front
   */
  enter(name, quietly) {
    if (this.doorway.enter(name, quietly) && this.#chat.isOnline) {
      this.#send({type: 'join', room: name});
    }
  }

  /** Leaves a room: it is gone at once, and the server told now or when the connection is back. */
  leave(room) {
    this.doorway.leave(room.name);
    if (this.#chat.isOnline) {
      this.#send({type: 'leave', room: room.name});
    }
    this.forget(room);
  }

  /**
   * The private conversation with whoever has a nickname now; one that nobody has begun has no name
   * yet.
   */
  with(nickname) {
    const known = presentWith(this.all, nickname);
    if (known) {
      return known;
    }
    const fresh = new Room(null, this.doorway.nextTurn(), nickname);
    this.#rooms.set(fresh.name, fresh);
    return fresh;
  }

  /** A private conversation that the server has named; what was said in it before is asked for. */
  #named(name, partner) {
    const room = namelessWith(this.all, partner) ?? new Room(name, this.doorway.nextTurn(), partner);
    this.#rooms.delete(room.name);
    room.name = name;
    this.#rooms.set(name, room);
    this.#chat.emit('opened', room);
    this.#join(room);
    return room;
  }

  /** With all that is new, or the newest of all. */
  #join({name, seq, epoch}) {
    this.#send({type: 'join', room: name, ...(epoch === null ? {} : {after: seq, epoch})});
  }

  /** The person of a private conversation is there, and has the nickname. */
  #setPresent(room) {
    setPresent(this.all, room);
    this.#chat.emit('unread');
  }

  /** The person of a private conversation has gone; the nickname is free. */
  setPast(room) {
    room.setStanding({isPast: true});
    this.#chat.emit('unread');
  }

  /** Asks again for every room, after the connection was lost. */
  rejoin() {
    for (const name of this.doorway.leaving) {
      // Only who is in a room on this connection can leave it.
      this.#send({type: 'join', room: name});
      this.#send({type: 'leave', room: name});
    }
    for (const room of this.all) {
      if (!room.hasName) {
        this.outbox.repeat(room);
      } else {
        this.#join(room);
      }
    }
    this.doorway.entering.forEach((name) => this.#send({type: 'join', room: name}));
  }

  /** Nothing that was asked for on the connection is answered any more. */
  connectionLost() {
    this.all.forEach((room) => {
      room.isIn = false;
    });
    this.pages.lost();
    this.outbox.lost();
    this.#reads.lost();
  }

  /** In the room, or to the person where it has no name yet. */
  #say(room, {id, text, replyTo, attachments}) {
    const what = {id, text, replyTo, attachments: attachments.map((file) => file.id)};
    this.#send(room.hasName ? {type: 'say', room: room.name, ...what} : {type: 'tell', to: room.with, ...what});
  }

  // What the server says

  conversations({conversations, more}) {
    for (const info of conversations) {
      let room = this.#rooms.get(info.room);
      if (!room) {
        if (info.with !== undefined) {
          room = this.#named(info.room, info.with);
        } else if (!this.doorway.isLeaving(info.room)) {
          this.enter(info.room, true);
        }
      }
      this.#reads.known(info.room, info.read);
      if (!room) {
        this.#counted.set(info.room, info);
      } else if (room !== this.#looksAt) {
        room.setUnread(info.unread, info.read);
      }
    }
    this.#chat.emit('unread');
    if (more) {
      this.#send({type: 'conversations', after: conversations.at(-1).room});
    }
  }

  read({room, seq}) {
    this.#reads.known(room, seq);
    const known = this.#rooms.get(room);
    if (known) {
      known.readElsewhere(seq);
      this.#chat.emit('unread');
    }
  }

  /** @param {object=} request names the room as it was asked for, perhaps not as the server calls it */
  joined(joined, request) {
    let room = this.#rooms.get(joined.room);
    const entered = !room;
    const asked = request?.room ?? joined.room;
    const awaited = this.doorway.isAwaited(asked);
    const turn = this.doorway.turnOf(asked);
    if (!this.doorway.entered(asked) && !room) {
      // One does not want to be there any more.
      return;
    }
    if (!room) {
      room = new Room(joined.room, turn);
      this.#rooms.set(joined.room, room);
    }
    room.isIn = true;
    room.begin(joined.epoch);
    room.keptFrom(joined.firstSeq);
    room.setMembers(joined.members, joined.memberCount);
    room.setStanding({
      topic: joined.topic,
      role: joined.role ?? 'none',
      membersOnly: joined.membersOnly ?? false,
      hidden: joined.hidden ?? false,
    });
    this.#showNewest(room, joined);
    if (joined.members.filter((member) => member.kind === 'user').length < joined.memberCount) {
      this.#send({type: 'members', room: room.name, after: joined.members.at(-1)?.nickname});
    }
    const counted = this.#counted.get(joined.room);
    this.#counted.delete(joined.room);
    if (counted) {
      room.setUnread(counted.unread, counted.read);
    }
    if (entered) {
      room.addNotice('welcomed', Date.now(), {nickname: this.#chat.nickname, room: room.name});
      this.#chat.emit(awaited ? 'entered' : 'opened', room);
    }
    const last = room.isPrivate ? lastOfSeveralWith(this.all, room.with) : undefined;
    if (last) {
      this.#setPresent(last);
    }
    if (room === this.#looksAt) {
      this.lookAt(room);
    }
    this.outbox.repeat(room);
  }

  /** What came along with entering a room, or coming back; what was missed besides is asked for. */
  #showNewest(room, {messages, seq, more}) {
    const goesOn = room.hasEntries;
    const missed = more && goesOn;
    if (messages.length > 0 || goesOn) {
      const first = messages[0]?.seq ?? seq + 1;
      this.#add(room, goesOn && !missed ? Math.min(first, room.seq + 1) : first, seq, messages);
    }
    if (goesOn) {
      room.liveFrom(seq);
    } else {
      room.startFrom(seq);
    }
    room.setCatchingUp(false);
    if (missed && room.isMissingFrom(room.seq)) {
      this.pages.catchUp(room);
    }
  }

  message(message) {
    let room = this.#rooms.get(message.room);
    const own = isOwn(message, this.#chat.nickname);
    if (!room) {
      if (message.to === undefined) {
        return;
      }
      room = this.#named(message.room, own ? message.to : message.from);
      room.startFrom(message.seq - 1);
    }
    const isNew = this.#live(room, message);
    if (room.isPrivate && isNew) {
      this.#setPresent(room);
    }
    const heard = isNew && !own && !this.#chat.moderation.hasBlocked(message.from);
    if (heard && room !== this.#looksAt) {
      room.countUnread(message.seq);
      this.#chat.emit('unread');
    }
    room.stoppedTyping(message.from);
    if (heard) {
      this.#chat.emit('heard', room, message);
    }
  }

  /** A topic or a removal, live. */
  entry(entry) {
    const room = this.#rooms.get(entry.room);
    if (room) {
      this.#live(room, entry);
      if (entry.type === 'topic') {
        room.setStanding({topic: entry.topic});
      }
    }
  }

  #live(room, entry) {
    const isNew = room.addLive(entry.seq, itemOf(entry, this.#chat.nickname));
    if (entry.type === 'removed') {
      room.addRemoval(entry.seq, entry.target);
    }
    if (room === this.#looksAt) {
      this.#reads.seen(room);
    }
    return isNew;
  }

  /** Ascending; all entries from `from` to `to` that are kept. */
  #add(room, from, to, entries) {
    room.add(from, to, entries.map((entry) => itemOf(entry, this.#chat.nickname)).filter((item) => item !== null));
    entries.filter((entry) => entry.type === 'removed')
        .forEach((entry) => room.addRemoval(entry.seq, entry.target));
  }

  said({re, room: name, seq, at}, request) {
    if (request?.type === 'tell') {
      this.#told(name, seq, re, request.to);
    }
    const room = this.#rooms.get(name);
    const pending = room?.pendingOf(re);
    if (pending) {
      const {text, replyTo, attachments} = pending;
      room.confirm(re, {
        kind: 'message', seq, at, from: this.#chat.nickname, robot: false, text, own: true,
        replyTo, attachments, removed: false,
      });
      this.outbox.answered(room, re);
      this.#chat.emit('confirmed');
    }
  }

  /** The server says which conversation a nickname's is: perhaps another one than was thought. */
  #told(name, seq, id, nickname) {
    let room = this.#rooms.get(name);
    if (!room) {
      room = this.#named(name, nickname);
      room.startFrom(seq - 1);
    }
    this.#setPresent(room);
    const thought = this.whereSaid(id);
    if (thought && thought !== room) {
      room.addPending(thought.removePending(id));
      if (!thought.hasName && thought.pending.length === 0) {
        this.#chat.emit('moved', thought, room);
        this.forget(thought);
      }
    }
  }
}
