import {newId} from './ids.js';
import {ReadPositions} from './reads.js';
import {Room} from './room.js';

/** The rooms one is in: puts what the server says into them, and asks for what is missing. */
export class Rooms {
  #chat;
  #send;
  #rooms = new Map();
  /** What the server counted in rooms that are being entered. */
  #counted = new Map();
  /** Rooms that are entered without being brought to the front. */
  #quietly = new Set();
  #reads;
  #looksAt = null;

  constructor(chat, send) {
    this.#chat = chat;
    this.#send = (frame) => send({id: newId(), ...frame});
    this.#reads = new ReadPositions(this.#send);
  }

  /** In the order they were entered. */
  get all() {
    return [...this.#rooms.values()];
  }

  get looksAt() {
    return this.#looksAt;
  }

  get(name) {
    return this.#rooms.get(name);
  }

  forget(room) {
    this.#rooms.delete(room.name);
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

  /** Enters a room by itself, as one was in it before. */
  enterQuietly(name) {
    this.#quietly.add(name);
    this.#send({type: 'join', room: name});
  }

  /** The private conversation with somebody; one that nobody has begun has no name yet. */
  with(nickname) {
    const known = this.all.find((room) => room.with === nickname);
    if (known) {
      return known;
    }
    const fresh = new Room(null, nickname);
    this.#rooms.set(fresh.name, fresh);
    return fresh;
  }

  /** A private conversation that the server has named. */
  #named(name, partner) {
    let room = this.with(partner);
    if (room.hasName && room.name !== name) {
      // The nickname is another person's now; both conversations stay.
      room = new Room(name, partner);
    }
    this.#rooms.delete(room.name);
    room.name = name;
    this.#rooms.set(name, room);
    this.#chat.emit('opened', room);
    return room;
  }

  /** Asks again for every room, after the connection was lost. */
  rejoin() {
    for (const room of this.all) {
      if (!room.hasName) {
        room.pending.forEach((pending) => this.say(room, pending));
      } else if (room.epoch !== null || room.isPrivate) {
        this.#send({type: 'join', room: room.name, after: room.seq, epoch: room.epoch ?? undefined});
      } else {
        this.#send({type: 'join', room: room.name});
      }
    }
  }

  /** Says what is unconfirmed: in the room, or to the person where it has no name yet. */
  say(room, {id, text, replyTo, attachments}) {
    const what = {id, text, replyTo, attachments: attachments.map((file) => file.id)};
    this.#send(room.hasName ? {type: 'say', room: room.name, ...what} : {type: 'tell', to: room.with, ...what});
  }

  loadOlder(room) {
    if (room.hasOlder && !room.loadingOlder && room.hasName) {
      room.setLoadingOlder(true);
      this.#send({type: 'history', room: room.name, before: room.firstHere});
    }
  }

  // What the server says

  conversations({conversations, more}) {
    for (const info of conversations) {
      let room = this.#rooms.get(info.room);
      if (!room) {
        if (info.with !== undefined) {
          room = this.#named(info.room, info.with);
        }
        this.enterQuietly(info.room);
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

  joined(joined) {
    let room = this.#rooms.get(joined.room);
    const entered = !room;
    const silent = this.#quietly.delete(joined.room);
    if (!room) {
      room = new Room(joined.room);
      this.#rooms.set(joined.room, room);
    }
    room.begin(joined.epoch);
    room.keptFrom(joined.firstSeq);
    const fresh = room.seq === 0;
    room.setMembers(joined.members, joined.memberCount);
    room.setStanding({
      topic: joined.topic,
      role: joined.role ?? 'none',
      membersOnly: joined.membersOnly ?? false,
      hidden: joined.hidden ?? false,
    });
    joined.messages.forEach((entry) => this.#show(room, entry));
    const missed = joined.more && !fresh;
    room.setCatchingUp(missed);
    if (missed) {
      this.#send({type: 'history', room: room.name, after: room.seq});
    } else {
      room.caughtUp(joined.seq);
    }
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
      this.#chat.emit(silent ? 'opened' : 'entered', room);
    }
    if (room === this.#looksAt) {
      this.lookAt(room);
    }
    room.pending.forEach((pending) => this.say(room, pending));
  }

  message(message) {
    let room = this.#rooms.get(message.room);
    const own = message.from === this.#chat.nickname;
    if (!room) {
      if (message.to === undefined) {
        return;
      }
      room = this.#named(message.room, own ? message.to : message.from);
      room.caughtUp(message.seq - 1);
    }
    const isNew = this.#live(room, message);
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
    const isNext = entry.seq === room.seq + 1;
    const isNew = this.#show(room, entry);
    if (isNext) {
      room.caughtUp(entry.seq);
    }
    if (room === this.#looksAt) {
      this.#reads.seen(room);
    }
    return isNew;
  }

  #show(room, entry) {
    if (entry.type === 'removed') {
      room.addRemoval(entry.seq, entry.target);
      return false;
    }
    return room.add(this.#item(entry));
  }

  #item(entry) {
    const {seq, at, from} = entry;
    if (entry.type === 'topic') {
      return {kind: 'topic', seq, at, from, topic: entry.topic};
    }
    return {
      kind: 'message',
      seq,
      at,
      from,
      robot: entry.kind === 'robot',
      text: entry.text ?? '',
      own: from === this.#chat.nickname,
      replyTo: entry.replyTo,
      attachments: entry.attachments ?? [],
      removed: entry.removed ?? false,
    };
  }

  /** A page of what was missed or is older; asks for the next until nothing is missing. */
  history({room: name, messages, more}) {
    const room = this.#rooms.get(name);
    if (!room) {
      return;
    }
    if (room.loadingOlder) {
      const isPlaced = (entry) => entry.type === 'message' || entry.type === 'topic';
      room.addOlder(messages.filter(isPlaced).map((entry) => this.#item(entry)));
      messages.filter((entry) => entry.type === 'removed')
          .forEach((entry) => room.addRemoval(entry.seq, entry.target));
      if (messages.length === 0) {
        room.keptFrom(room.firstHere);
      }
      room.setLoadingOlder(false);
      return;
    }
    room.setCatchingUp(more);
    messages.forEach((entry) => this.#show(room, entry));
    if (messages.length > 0) {
      room.caughtUp(messages.at(-1).seq);
      if (more) {
        this.#send({type: 'history', room: name, after: room.seq});
      }
    }
  }

  said({re, room: name, seq, at}, request) {
    if (request?.type === 'tell' && !this.#rooms.has(name)) {
      this.#named(name, request.to).caughtUp(seq - 1);
    }
    const room = this.#rooms.get(name);
    const pending = room?.removePending(re);
    if (pending) {
      const {text, replyTo, attachments} = pending;
      room.add({
        kind: 'message', seq, at, from: this.#chat.nickname, robot: false, text, own: true,
        replyTo, attachments, removed: false,
      });
      this.#chat.emit('confirmed');
    }
  }
}
