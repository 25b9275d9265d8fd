import {Emitter} from './emitter.js';

export const TYPING_MS = 5000;

const RANKS = ['none', 'member', 'moderator', 'owner', 'admin'];
const NAMELESS = '@?';

/** Whether a role is at least another one. */
export function isAtLeast(role, other) {
  return RANKS.indexOf(role ?? 'none') >= RANKS.indexOf(other);
}

let items = 0;

/** Gives an item of a transcript a name of its own on this page. */
function named(item) {
  item.uid = ++items;
  return item;
}

/**
 * One room as this page knows it: what was said, who is here, who is typing. Its items are
 * `{kind: 'message' | 'topic' | 'pending' | 'notice', at, …}`, one below the other. It emits
 * `items`, `members`, `typing`, `loading` and `standing`.
 */
export class Room extends Emitter {
  items = [];
  members = new Map();
  memberCount = 0;
  typing = new Map();
  topic = '';
  role = 'none';
  membersOnly = false;
  hidden = false;
  epoch = null;
  /** The newest entry that is here without a gap before it. */
  seq = 0;
  unread = 0;
  /** The first message that nobody had seen when somebody looked, or 0. */
  newFrom = 0;
  loadingOlder = false;
  catchingUp = false;
  #known = new Map();
  #oldest = 0;
  #firstKept = 1;
  /** Items before this index belong to an earlier life of the room's log. */
  #begunAt = 0;

  /** @param {string|null} partner the other's nickname in a private conversation */
  constructor(name, partner = null) {
    super();
    this.name = name ?? NAMELESS + partner;
    this.key = this.name;
    this.with = partner;
  }

  get isPrivate() {
    return this.with !== null;
  }

  /** Whether the server knows it by its name. */
  get hasName() {
    return !this.name.startsWith(NAMELESS);
  }

  get sign() {
    return this.isPrivate ? '@' : '#';
  }

  get label() {
    return this.with ?? this.name;
  }

  /** As a person calls it: `# room` or `@ nickname`. */
  get title() {
    return `${this.sign} ${this.label}`;
  }

  // What was said

  /** The message with that number, if it is here. */
  message(seq) {
    const found = this.#known.get(seq);
    return found?.kind === 'message' ? found : undefined;
  }

  /** The room's log has begun a new life: the old one stays and does not go on. */
  begin(epoch) {
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.seq = 0;
      this.#oldest = 0;
      this.#known.clear();
      this.#begunAt = this.items.length;
    }
  }

  /** Everything up to there is here. */
  caughtUp(seq) {
    this.seq = Math.max(this.seq, seq);
    while (this.#known.has(this.seq + 1)) {
      this.seq++;
    }
  }

  get hasOlder() {
    return this.firstHere > Math.max(1, this.#firstKept);
  }

  get firstHere() {
    return this.#oldest === 0 ? this.seq + 1 : this.#oldest;
  }

  keptFrom(first) {
    this.#firstKept = first;
  }

  #knows(seq, item) {
    if (this.#known.has(seq)) {
      return false;
    }
    this.#known.set(seq, item);
    this.#oldest = this.#oldest === 0 ? seq : Math.min(this.#oldest, seq);
    return true;
  }

  /** Puts an entry where it belongs; false if it is here already. */
  add(entry) {
    if (!this.#knows(entry.seq, entry)) {
      return false;
    }
    const pending = entry.own
        ? this.items.findIndex((item) => item.kind === 'pending' && item.text === entry.text)
        : -1;
    if (pending >= 0) {
      entry.uid = this.items[pending].uid;
      this.items[pending] = entry;
    } else {
      this.items.splice(this.#indexFor(entry.seq), 0, named(entry));
    }
    this.emit('items');
    return true;
  }

  /** Puts older entries, ascending, before the first one here. */
  addOlder(entries) {
    const fresh = entries.filter((entry) => this.#knows(entry.seq, entry)).map(named);
    if (fresh.length > 0) {
      this.items.splice(this.#indexFor(fresh[0].seq), 0, ...fresh);
      this.emit('items');
    }
  }

  /** An entry that shows in no place of its own: `target` was taken away. */
  addRemoval(seq, target) {
    this.#knows(seq, {kind: 'removal'});
    const message = this.message(target);
    if (message && !message.removed) {
      const gone = {...message, text: '', attachments: [], removed: true};
      this.#known.set(target, gone);
      this.items[this.items.indexOf(message)] = named(gone);
      this.emit('items');
    }
  }

  /** Behind the last with a smaller number; the newest behind notices, before the unconfirmed. */
  #indexFor(seq) {
    let newest = true;
    for (let i = this.items.length - 1; i >= this.#begunAt; i--) {
      const other = this.items[i].seq;
      if (other !== undefined) {
        if (other < seq && !newest) {
          return i + 1;
        }
        if (other < seq) {
          break;
        }
        newest = false;
      }
    }
    if (!newest) {
      return this.#begunAt;
    }
    let behind = this.items.length;
    while (behind > this.#begunAt && this.items[behind - 1].kind === 'pending') {
      behind--;
    }
    return behind;
  }

  get pending() {
    return this.items.filter((item) => item.kind === 'pending');
  }

  addPending(item) {
    this.items.push(named({...item, kind: 'pending'}));
    this.emit('items');
  }

  /** Takes what is unconfirmed away; returns it, or undefined. */
  removePending(id) {
    const index = this.items.findIndex((item) => item.kind === 'pending' && item.id === id);
    if (index < 0) {
      return undefined;
    }
    const [pending] = this.items.splice(index, 1);
    this.#begunAt = Math.min(this.#begunAt, this.items.length);
    this.emit('items');
    return pending;
  }

  /** @param {string} what kind of notice, see `notices.js` */
  addNotice(what, at, about) {
    this.items.push(named({kind: 'notice', what, at, ...about}));
    this.emit('items');
  }

  // What was read

  looked() {
    this.unread = 0;
  }

  /** What was new is no longer. */
  lookedAway() {
    if (this.unread === 0 && this.newFrom !== 0) {
      this.newFrom = 0;
      this.emit('items');
    }
  }

  countUnread(seq) {
    if (this.unread === 0) {
      this.newFrom = seq;
    }
    this.unread++;
  }

  /** What the server counts; `read` is the last entry that was seen. */
  setUnread(unread, read) {
    this.unread = unread;
    this.newFrom = unread === 0 ? 0 : read + 1;
    this.emit('items');
  }

  /** Read up to there on another device. */
  readElsewhere(seq) {
    this.unread = this.items.filter(
        (item) => item.kind === 'message' && !item.own && item.seq > seq).length;
    this.lookedAway();
  }

  // What goes on

  setLoadingOlder(loading) {
    this.loadingOlder = loading;
    this.emit('loading');
  }

  setCatchingUp(catches) {
    this.catchingUp = catches;
    this.emit('loading');
  }

  setStanding(changes) {
    Object.assign(this, changes);
    this.emit('standing');
  }

  setMembers(members, count) {
    this.members = new Map(members.map((member) => [member.nickname, member]));
    this.memberCount = count;
    this.emit('members');
  }

  addMembers(members) {
    members.forEach((member) => this.members.set(member.nickname, member));
    this.emit('members');
  }

  joined(nickname, kind) {
    if (!this.members.has(nickname)) {
      this.memberCount++;
    }
    this.members.set(nickname, {nickname, kind});
    this.emit('members');
  }

  left(nickname) {
    this.members.delete(nickname);
    this.memberCount--;
    this.emit('members');
    this.stoppedTyping(nickname);
  }

  setRoleOf(nickname, role) {
    const member = this.members.get(nickname);
    if (member) {
      this.members.set(nickname, {...member, role});
      this.emit('members');
    }
  }

  types(nickname) {
    clearTimeout(this.typing.get(nickname));
    this.typing.set(nickname, setTimeout(() => this.stoppedTyping(nickname), TYPING_MS));
    this.emit('typing');
  }

  stoppedTyping(nickname) {
    clearTimeout(this.typing.get(nickname));
    if (this.typing.delete(nickname)) {
      this.emit('typing');
    }
  }
}
