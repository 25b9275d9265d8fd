import {Account} from './account.js';
import {Acts} from './acts.js';
import {putInAddress} from './address.js';
import {Banner} from './banner.js';
import {tell} from './dialogs.js';
import {h, iconButton} from './dom.js';
import {Files} from './files.js';
import {Members} from './members.js';
import {openMenu} from './menus.js';
import {why} from './notices.js';
import {Notifier} from './notifier.js';
import {Pictures} from './pictures.js';
import {RoomList} from './roomlist.js';
import {RoomPane} from './roompane.js';
import {openSearch} from './search.js';
import {Sides} from './sides.js';
import {mainMenu} from './mainmenu.js';
import {t} from './texts.js';
import {visible} from './words.js';

/** The chat: rooms on the left, what is said in the middle, who is here on the right. */
export class ChatView {
  #chat;
  #redraw;
  #pictures;
  #acts;
  #account;
  #banner;
  #list;
  #notifier;
  #offs;
  #pane = null;
  #members = null;
  #headOff = () => {};
  #name = h('bdi');
  #topic = h('p.topic', {dir: 'auto'});
  #roomMenu;
  #middle = h('main.middle');
  #sides;
  seen = null;
  element;

  /** @param {() => void} redraw called after the language has changed */
  constructor(chat, redraw) {
    this.#chat = chat;
    this.#redraw = redraw;
    this.#pictures = new Pictures(new Files(chat));
    this.#acts = new Acts(chat);
    this.#account = new Account(chat);
    this.#banner = new Banner(chat);
    this.#list = new RoomList(chat, (room) => this.see(room));
    this.#notifier = new Notifier(chat, (room) => this.see(room));
    this.#roomMenu = iconButton('menu', t('moderation.menu'), () =>
      openMenu(this.#roomMenu, t('moderation.menu'), this.#acts.aboutRoom(this.seen)),
    {id: 'room-menu', 'aria-haspopup': 'menu'});
    this.element = h('div.chat', {
      onkeydown: (event) => event.key === 'Escape' && this.#sides.shutDrawers(),
    }, this.#banner.element, this.#list.element, this.#middle);
    this.#sides = new Sides(this.element);
    this.#middle.append(this.#head());
    this.#middle.addEventListener('pointerdown', (event) => {
      if (!event.target.closest('header')) {
        this.#sides.shutDrawers();
      }
    });
    this.#sides.tell();
    this.#offs = this.#listen();
    this.#banner.show();
    this.#showList();
  }

  #listen() {
    const chat = this.#chat;
    return [
      chat.on('entered', (room) => this.see(room)),
      chat.on('opened', (room) => (this.seen ? this.#showList() : this.see(room, false))),
      chat.on('unread', () => this.#showList()),
      chat.on('moved', (from, to) => from === this.seen && this.see(to, false)),
      chat.on('left', (room) => this.#left(room)),
      chat.on('put-out', (room, how) => this.#putOut(room, how)),
      chat.on('standing', () => this.#banner.show()),
      chat.on('postponed', (name) => this.#postponed(name)),
      chat.on('gave-up', (room) => this.#gaveUp(room)),
      chat.on('refused', (room, error, item) => this.#refused(room, error, item)),
    ];
  }

  close() {
    this.#offs.forEach((off) => off());
    this.#account.close();
    this.#notifier.close();
    this.#leavePane();
  }

  #head() {
    const menu = iconButton('more', t('menu.chat'), () => openMenu(menu, t('menu.chat'), mainMenu({
      chat: this.#chat, room: this.seen, notifier: this.#notifier, account: this.#account, redraw: this.#redraw,
      changed: () => this.#showList(), say: (words) => this.#pane?.composer.say(words),
    })), {id: 'main-menu', 'aria-haspopup': 'menu'});
    return h('header', {},
        this.#sides.button('rooms', 'rooms', t('view.rooms')),
        h('h1', {id: 'room-name'}, this.#name),
        this.#topic,
        this.#roomMenu,
        iconButton('search', t('search.find'), () => this.search(), {id: 'search'}),
        iconButton('leave', t('rooms.leave'), () => this.seen && this.#chat.leave(this.seen), {id: 'leave'}),
        this.#sides.button('members', 'people', t('view.members')),
        menu);
  }

  /** Brings a room to the front. */
  see(room, focus = true) {
    this.#sides.shutDrawers();
    if (this.seen !== room) {
      this.#leavePane();
      this.seen = room;
      this.#pane = new RoomPane(this.#chat, room, this.#pictures, this.#acts);
      this.#members = new Members(this.#chat, room, (member) =>
        this.#acts.aboutMember(room, member, this.#pane.composer));
      this.#middle.append(this.#pane.element);
      this.element.append(this.#members.element);
      this.#headOff = room.on('standing', () => this.#showHead());
      putInAddress(room);
    }
    this.attend();
    this.#showHead();
    if (focus) {
      this.#pane.composer.focus();
    }
  }

  #leavePane() {
    this.#headOff();
    this.#pane?.close();
    this.#pane?.element.remove();
    this.#members?.close();
    this.#members?.element.remove();
    this.#pane = null;
    this.#members = null;
    this.seen = null;
  }

  /** What comes while the page is not looked at is unread. */
  attend() {
    this.#chat.rooms.lookAt(document.hasFocus() ? this.seen : null);
    this.#showList();
  }

  /** Goes to the room that is so many places behind the one that is seen. */
  seeOther(step) {
    const all = this.#chat.rooms.all;
    if (all.length > 0) {
      this.see(all[(all.indexOf(this.seen) + step + all.length) % all.length]);
    }
  }

  search() {
    openSearch(this.#chat, this.seen, (room, seq) => this.#find(room, seq));
  }

  joinRoom() {
    this.#list.join();
  }

  talkTo() {
    this.#list.talkTo();
  }

  /** Brings a message to the front, if need be with what was said around it. */
  #find(room, seq) {
    this.see(room);
    if (this.#pane.show(seq)) {
      return;
    }
    const off = room.on('loading', () => {
      if (!room.loadingOlder) {
        off();
        if (this.seen === room) {
          this.#pane.show(seq);
        }
      }
    });
    this.#chat.loadAround(room, seq);
  }

  #showHead() {
    const room = this.seen;
    const title = room ? visible(room.title) : '';
    this.#name.textContent = room?.isPast ? t('rooms.past', title) : title;
    this.#topic.textContent = room ? visible(room.topic) : '';
    this.#topic.title = this.#topic.textContent;
    this.#roomMenu.hidden = !room || this.#acts.aboutRoom(room).length === 0;
  }

  #showList() {
    this.#list.show(this.seen);
    this.#notifier.mark(this.seen);
  }

  #left(room) {
    if (room === this.seen) {
      this.#leavePane();
      const next = this.#chat.rooms.all[0];
      if (next) {
        this.see(next);
      }
    }
    this.#showHead();
    this.#showList();
  }

  /** The room is gone from the list; this says why. */
  #putOut(room, how) {
    const words = how?.by === undefined ? t('putOut', room.title) : t('putOut.by', room.title, how.by);
    tell(t('putOut.title'), visible(how?.text === undefined ? words : `${words}\n${how.text}`));
  }

  /** A room will come; below what is being written, or where nothing is. */
  #postponed(name) {
    const words = t('rooms.later', visible(name));
    if (this.#pane) {
      this.#pane.composer.say(words);
    } else {
      this.#topic.textContent = words;
    }
  }

  #gaveUp(room) {
    if (room === this.seen) {
      this.#pane?.composer.say(t('chat.gaveUp'));
    }
  }

  /** What was to be said comes back to where it was written, if nothing else is being written there. */
  #refused(room, error, item) {
    const composer = this.#pane?.composer;
    if (room !== null && room === this.seen && composer.isEmpty) {
      composer.takeBack(item);
    }
    const words = this.#whyRefused(room, error);
    if (composer) {
      composer.say(words);
    } else {
      tell(t('problem.title'), words);
    }
  }

  #whyRefused(room, error) {
    if (error.code === 'rate-limited' && error.retryAfterMs !== undefined) {
      return t('chat.slowDown', Math.ceil(error.retryAfterMs / 1000));
    }
    return room === null || room === this.seen
        ? t('chat.refused', why(error)) : t('chat.refusedThere', visible(room.title), why(error));
  }
}
