import {Emitter} from './emitter.js';
import {Enclosures} from './enclosures.js';
import {Log} from './log.js';
import {folded} from './nicknames.js';

export const TYPING_MS = 5000;

const RANKS = ['none', 'member', 'moderator', 'owner', 'admin'];
const NAMELESS = '@?';

/** Whether a role is at least another one. */
export function isAtLeast(role, other) {
  return RANKS.indexOf(role ?? 'none') >= RANKS.indexOf(other);
}

/**
 * One room as this page knows it: what was said, who is here, who is typing, what goes with the next
 * message. It emits `items`, `members`, `typing`, `loading` and `standing`.
 */
export class Room extends Emitter {
  /** By the folded nickname. */
  members = new Map();
  memberCount = 0;
  typing = new Map();
  topic = '';
  role = 'none';
  membersOnly = false;
  hidden = false;
  /** Whether the server has let one in on this connection. */
  isIn = false;
  /** Whether the other person of a private conversation has gone, as far as is known. */
  isPast = false;
  epoch = null;
  /** The newest entry that is here without a gap before it; where a join goes on. */
  seq = 0;
  unread = 0;
  /** The first message that nobody had seen when somebody looked: a line stands above it. Or 0. */
  firstNew = 0;
  loadingOlder = false;
  catchingUp = false;
  enclosures = new Enclosures();
  #log = new Log(() => this.emit('items'));
  /** The newest entry that came by itself, or that the server had when one came in. */
  #live = 0;
  /** The first entry that nobody had seen, message or not. */
  #newFrom = 0;
  #firstKept = 1;

  /**
   * @param {number} turn the place among the rooms
   * @param {string|null} partner the other's nickname in a private conversation
   */
  constructor(name, turn, partner = null) {
    super();
    this.turn = turn;
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

  /** When somebody said something last; 0 if nobody has. */
  get saidAt() {
    return this.items.findLast((item) => item.kind === 'message')?.at ?? 0;
  }

  // What was said

  /** One below the other, see `Log`. */
  get items() {
    return this.#log.items;
  }

  /** The message with that number, if it is here. */
  message(seq) {
    return this.#log.message(seq);
  }

  /** The room's log has begun a new life: the old one stays and does not go on. */
  begin(epoch) {
    const another = this.epoch !== null && epoch !== this.epoch;
    this.epoch = epoch;
    if (another) {
      this.seq = 0;
      this.#live = 0;
      this.#log.begin();
    }
  }

  /** Entries come by themselves from the one behind this on. */
  liveFrom(newest) {
    this.#live = newest;
  }

  /** One is new here: what came before is not missed. */
  startFrom(newest) {
    this.#live = newest;
    this.seq = newest;
  }

  /**
   * Puts an entry that came by itself where it belongs.
   * @param {object|null} item what shows of it
   * @returns whether it was not here before
   */
  addLive(seq, item) {
    if (this.#live === 0 && !this.hasEntries) {
      this.startFrom(seq - 1);
    }
    const from = Math.min(this.#live + 1, seq);
    this.#live = Math.max(this.#live, seq);
    return this.add(from, seq, item ? [item] : []);
  }

  /**
   * Puts entries, ascending, where they belong.
   * @param {number} from the first that is here now, whether it shows or not
   * @param {number} to the last
   * @returns whether one of them was not here before
   */
  add(from, to, items) {
    const isNew = this.#log.add(from, to, items);
    this.seq = this.#log.coverage.endFrom(this.seq);
    this.#moveLine();
    return isNew;
  }

  /** An entry that shows in no place of its own: `target` was taken away. */
  addRemoval(seq, target) {
    this.#log.addRemoval(seq, target);
  }

  /** The newest entry that is known of. */
  get newest() {
    return Math.max(this.seq, this.#live);
  }

  /** Whether there are entries to go on from. */
  get hasEntries() {
    return !this.#log.coverage.isEmpty;
  }

  get hasOlder() {
    return this.firstHere > Math.max(1, this.#firstKept);
  }

  /** The oldest entry that is here, or the one behind the newest if none is. */
  get firstHere() {
    return this.#log.coverage.first || this.newest + 1;
  }

  keptFrom(first) {
    this.#firstKept = first;
  }

  /** Whether the entry behind that one is not here, and there are newer ones. */
  isMissingFrom(seq) {
    return this.#log.coverage.holes.some((hole) => hole.after === seq);
  }

  /** The last entry that is here before the gap which ends at that one; else the one before. */
  endBefore(seq) {
    return this.#log.coverage.holes.find(({after, before}) => after < seq && seq <= before)?.after ?? seq - 1;
  }

  /** The first entry that is here behind the gap which begins at that one; else the next one. */
  startBehind(seq) {
    return this.#log.coverage.holes.find(({after}) => after === seq)?.before ?? seq + 1;
  }

  setLoading(gap, loading) {
    this.#log.setLoading(gap, loading);
  }

  get pending() {
    return this.#log.pending;
  }

  pendingOf(id) {
    return this.pending.find((item) => item.id === id);
  }

  addPending(item) {
    return this.#log.addPending(item);
  }

  changePending(id, changes) {
    this.#log.changePending(id, changes);
  }

  confirm(id, stored) {
    this.#log.confirm(id, stored);
  }

  removePending(id) {
    return this.#log.removePending(id);
  }

  /** @param {string} what kind of notice, see `notices.js` */
  addNotice(what, at, about) {
    this.#log.addNotice({what, at, ...about});
  }

  // What was read

  looked() {
    this.unread = 0;
  }

  /** What was new is no longer. */
  lookedAway() {
    if (this.unread === 0) {
      this.#setNewFrom(0);
    }
  }

  countUnread(seq) {
    this.unread++;
    if (this.unread === 1) {
      this.#setNewFrom(seq);
    }
  }

  /** What the server counts; `read` is the last entry that was seen. */
  setUnread(unread, read) {
    this.unread = unread;
    this.#setNewFrom(unread === 0 ? 0 : read + 1);
  }

  /** Read up to there on another device. */
  readElsewhere(seq) {
    this.unread = this.items.filter(
        (item) => item.kind === 'message' && !item.own && item.seq > seq).length;
    this.lookedAway();
  }

  #setNewFrom(seq) {
    this.#newFrom = seq;
    this.#moveLine();
  }

  #moveLine() {
    const first = this.#newFrom === 0 ? 0 : this.#log.firstOfOthers(this.#newFrom);
    if (first !== this.firstNew) {
      this.firstNew = first;
      this.emit('items');
    }
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
    this.members.clear();
    this.memberCount = count;
    this.addMembers(members);
  }

  addMembers(members) {
    members.forEach((member) => this.members.set(folded(member.nickname), member));
    this.emit('members');
  }

  joined(member) {
    if (!this.members.has(folded(member.nickname))) {
      this.memberCount++;
    }
    this.addMembers([member]);
  }

  left(nickname) {
    this.members.delete(folded(nickname));
    this.memberCount--;
    this.emit('members');
    this.stoppedTyping(nickname);
  }

  setRoleOf(nickname, role) {
    const member = this.members.get(folded(nickname));
    if (member) {
      this.addMembers([{...member, role}]);
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
