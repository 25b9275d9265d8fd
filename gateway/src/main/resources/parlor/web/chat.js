import {Comeback} from './comeback.js';
import {Connection, HEARTBEAT_MS} from './connection.js';
import {Emitter} from './emitter.js';
import {happenings} from './happenings.js';
import {newId} from './ids.js';
import {Memory} from './memory.js';
import {Moderation} from './moderation.js';
import {isPassing} from './patience.js';
import {refusals} from './refusals.js';
import {Repeats} from './repeats.js';
import {LOBBY, Rooms} from './rooms.js';

const TYPING_EVERY_MS = 3000;
const MAX_REQUESTS = 1000;

/** Limits before the server has told its own. */
const UNTOLD = {
  textCodePoints: 5000, nicknameCodePoints: 32, roomCodePoints: 64, fileBytes: 10_485_760,
  attachmentsPerMessage: 10, historyMessages: 50, passwordMinCodePoints: 6, topicCodePoints: 200,
};

/**
 * A person's conversation with the server: logs in, keeps the rooms, and comes back by itself when
 * the connection is lost. Its standing is `out`, `logging-in`, `online`, `waiting` (until `retryAt`),
 * `reconnecting`, `moving` or `replaced`. Emits `standing`, `login-failed`, `entered`, `opened`,
 * `moved`, `left`, `put-out`, `heard`, `unread`, `blocked`, `listed`, `found`, `registered`, `account`,
 * `account-refused`, `refused`, `postponed`, `gave-up` and `confirmed`.
 */
export class Chat extends Emitter {
  standing = 'out';
  retryAt = 0;
  nickname = '';
  session = null;
  limits = UNTOLD;
  rooms = new Rooms(this, (frame) => this.#send(frame));
  memory = new Memory();
  moderation = new Moderation(this, (frame) => this.ask(frame));
  #url;
  #wanted = '';
  #entrance = null;
  /** Whether this login has not come about yet: rooms to begin with have to be chosen. */
  #isArriving = false;
  #password;
  #connection = null;
  #requests = new Map();
  #repeats = new Repeats(this.rooms, (frame) => this.#send(frame));
  #comeback = new Comeback();
  #typedAt = 0;

  /** @param {string} url of the WebSocket */
  constructor(url) {
    super();
    this.#url = url;
    for (const what of ['entered', 'opened']) {
      this.on(what, (room) => {
        this.memory.gone(room.name);
        this.memory.unsentIn(room).forEach((item) => room.addPending(item));
      });
    }
  }

  get isOnline() {
    return this.standing === 'online';
  }

  // Login

  /**
   * Begins a login; what comes of it is told to the listeners.
   * @param {string|null} entrance the room to enter first, the lobby if there is none
   */
  login(nickname, password, entrance) {
    this.#entrance = entrance;
    if (nickname !== this.nickname) {
      this.rooms.forgetAll();
    }
    this.session = null;
    this.#begin(nickname, password);
  }

  /** Goes on with a login of before this page was loaded. */
  goOn({nickname, session, rooms}, entrance) {
    this.#entrance = entrance;
    this.nickname = nickname;
    this.session = session;
    this.memory = Memory.of(rooms);
    this.#begin(nickname, '');
  }

  #begin(nickname, password) {
    this.#wanted = nickname;
    this.#isArriving = true;
    this.#password = password || undefined;
    this.#stand('logging-in');
    this.#connect();
  }

  logout() {
    this.#comeback.cancel();
    this.#send({type: 'bye'});
    this.#disconnect();
    this.rooms.forgetAll();
    this.session = null;
    this.memory = new Memory();
    this.#stand('out');
  }

  #connect() {
    this.#disconnect();
    this.#requests.clear();
    this.rooms.connectionLost();
    this.#connection = new Connection(this.#url, {
      opened: () => this.#hello(),
      frame: (frame) => this.#onFrame(frame),
      ended: () => this.#onEnded(),
    });
  }

  #disconnect() {
    this.#connection?.close();
    this.#connection = null;
    this.#repeats.lost();
  }

  #hello() {
    this.request({
      type: 'hello',
      protocol: 1,
      client: 'Parlor web',
      nickname: this.#wanted,
      password: this.session ? undefined : this.#password,
      resume: this.session ?? undefined,
      heartbeatMs: HEARTBEAT_MS,
    });
  }

  #onWelcome(welcome) {
    this.nickname = welcome.nickname;
    this.session = welcome.session;
    this.limits = {...UNTOLD, ...welcome.limits};
    this.#comeback.reset();
    if (this.#isArriving && this.rooms.isEmpty) {
      const before = this.memory.rooms;
      const first = this.#entrance ?? (before.length === 0 ? LOBBY : null);
      new Set([...before, ...(first === null ? [] : [first])]).forEach((name) =>
        this.rooms.enter(name, name !== first));
    }
    this.#isArriving = false;
    this.#stand('online');
    this.moderation.setAllBlocked(welcome.blocked ?? []);
    this.memory.unsentTo.forEach((nickname) => this.emit('opened', this.rooms.with(nickname)));
    this.request({type: 'conversations'});
    this.rooms.rejoin();
  }

  // Losing and coming back

  #onEnded() {
    this.#disconnect();
    this.rooms.connectionLost();
    if (this.standing === 'logging-in' && this.session === null) {
      this.#fail({code: 'unreachable'});
    } else if (this.standing !== 'out' && this.standing !== 'replaced') {
      this.#retryLater();
    }
  }

  #retryLater() {
    this.retryAt = this.#comeback.later(() => this.reconnectNow());
    this.#stand(this.standing === 'moving' ? 'moving' : 'waiting');
  }

  /** Tries to come back without waiting. */
  reconnectNow() {
    if (['waiting', 'moving', 'replaced'].includes(this.standing)) {
      this.#comeback.cancel();
      this.#stand('reconnecting');
      this.#connect();
    }
  }

  /** The page is seen again, or the network is back: looks at once whether somebody is there. */
  lookNow() {
    if (this.standing === 'waiting' || this.standing === 'moving') {
      this.reconnectNow();
    } else {
      this.#connection?.check();
    }
  }

  #fail(problem) {
    this.#disconnect();
    this.session = null;
    this.#stand('out');
    this.emit('login-failed', problem);
  }

  #stand(now) {
    this.standing = now;
    this.emit('standing');
  }

  // What the person does

  /** Sends a frame that will be answered. */
  request(frame) {
    this.#send({id: newId(), ...frame});
  }

  /** Asks for what a person wants now; that it cannot be without a connection is said at once. */
  ask(frame) {
    if (this.isOnline) {
      this.request(frame);
    } else {
      this.#refuse({code: 'offline'}, frame);
    }
  }

  #send(frame) {
    if (frame.id) {
      this.#requests.set(frame.id, frame);
      if (this.#requests.size > MAX_REQUESTS) {
        this.#requests.delete(this.#requests.keys().next().value);
      }
    }
    this.#connection?.send(frame);
  }

  /** Enters a room, now or when the connection is back; or looks at it if one is in it. */
  join(name) {
    const known = this.rooms.get(name);
    if (known) {
      this.emit('entered', known);
      return;
    }
    this.rooms.enter(name, false);
    if (!this.isOnline) {
      this.emit('postponed', name);
    }
  }

  /** Goes to the private conversation with somebody, which perhaps nobody has begun yet. */
  talkTo(nickname) {
    this.emit('entered', this.rooms.with(nickname));
  }

  /** A private conversation is only taken off the list: it comes back with the next message. */
  leave(room) {
    if (room.isPrivate) {
      this.rooms.forget(room);
    } else {
      this.rooms.leave(room);
    }
  }

  /** Asks for older messages of a room than those that are here. */
  loadOlder(room) {
    if (this.isOnline && room.hasName) {
      this.rooms.pages.loadOlder(room);
    }
  }

  /** Asks for what was said around a message that is not here. */
  loadAround(room, seq) {
    if (this.isOnline && room.hasName) {
      this.rooms.pages.loadAround(room, seq);
    }
  }

  /**
   * Asks for a page of what is missing between messages that are here.
   * @param {boolean} fromBelow the newest of it, else the oldest
   */
  loadGap(room, gap, fromBelow) {
    if (this.isOnline) {
      this.rooms.pages.loadGap(room, gap, fromBelow);
    }
  }

  /** Says something: now, or when the connection is back. */
  say(room, text, attachments = [], replyTo = undefined) {
    this.rooms.outbox.say(room, {
      id: newId(), at: Date.now(), from: this.nickname, text, attachments, replyTo, state: 'sending',
    });
    this.#typedAt = 0;
  }

  /** Says what was given up once more, as a new message. */
  sayAgain(room, {id}) {
    const givenUp = room.removePending(id);
    if (givenUp) {
      this.say(room, givenUp.text, givenUp.attachments, givenUp.replyTo);
    }
  }

  /** What was given up is not to be said any more. */
  discard(room, {id}) {
    room.removePending(id);
    this.emit('confirmed');
  }

  /** The person is writing; the server is told now and then. */
  typing(room) {
    const now = Date.now();
    if (this.isOnline && room.hasName && now - this.#typedAt >= TYPING_EVERY_MS) {
      this.#typedAt = now;
      this.#send({type: 'typing', room: room.name});
    }
  }

  // What the server says

  #onFrame(frame) {
    const request = this.#requests.get(frame.re);
    this.#requests.delete(frame.re);
    switch (frame.type) {
      case 'message': return this.rooms.message(frame);
      case 'said': return this.rooms.said(frame, request);
      case 'welcome': return this.#onWelcome(frame);
      case 'joined': return this.rooms.joined(frame, request);
      case 'history': return this.rooms.pages.on(frame);
      case 'topic':
      case 'removed': return this.rooms.entry(frame);
      case 'conversations': return this.rooms.conversations(frame);
      case 'read': return this.rooms.read(frame);
      case 'rooms': return this.emit('listed', frame);
      case 'found': return this.emit('found', frame);
      case 'registered': return this.emit('registered');
      case 'blocked':
      case 'unblocked': return this.moderation.setBlocked(frame.nickname, frame.type === 'blocked');
      case 'moving': return this.#stand('moving');
      case 'ok': return this.#onOk(request);
      case 'error': return this.#onError(frame, request);
      default: return happenings[frame.type]?.(this.rooms, frame, this);
    }
  }

  #onOk(request) {
    if (request?.type === 'block' || request?.type === 'unblock') {
      this.moderation.setBlocked(request.nickname, request.type === 'block');
    } else if (request?.type === 'account') {
      this.emit('account', request.action);
      if (request.action === 'delete') {
        this.logout();
      }
    }
  }

  #onError(error, request) {
    if (error.code === 'replaced') {
      this.#disconnect();
      this.#stand('replaced');
      return;
    }
    if (request?.type === 'hello') {
      this.#onHelloRefused(error);
    } else if (request && isPassing(error) && this.#repeats.isNeeded(request)) {
      this.#postpone(request, error.retryAfterMs);
    } else if (request) {
      this.#refuse(error, request);
    } else if (error.code === 'unavailable' && this.standing === 'logging-in') {
      // Too many others wait to log in: the server hangs up next.
      this.#onHelloRefused(error);
    }
  }

  #refuse(error, request) {
    if (request.type in refusals) {
      refusals[request.type](this, error, request);
    } else {
      this.emit('refused', null, error);
    }
  }

  #postpone(request, retryAfterMs) {
    this.#repeats.later(request, retryAfterMs);
    if (request.type === 'join' && this.rooms.doorway.isAwaited(request.room)) {
      this.emit('postponed', request.room);
    }
  }

  #onHelloRefused(error) {
    if (error.code === 'session-unknown') {
      const afresh = this.standing === 'logging-in';
      this.session = null;
      if (afresh) {
        this.#fail({code: 'session-unknown'});
      } else {
        this.#hello();
      }
    } else if (isPassing(error) && (this.session !== null || this.standing !== 'logging-in')) {
      this.#disconnect();
      this.#retryLater();
    } else {
      this.#fail(error);
    }
  }
}
