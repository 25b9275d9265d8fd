import {likes} from './keep.js';
import {t} from './texts.js';
import {visible} from './words.js';

/**
 * Tells of messages while the page is not looked at: in its title, by its icon, and by the system's
 * notifications where a person has asked for them.
 */
export class Notifier {
  #chat;
  #icon = document.querySelector('link[rel=icon]');
  #see;
  #off;

  /** @param {(room: object) => void} see brings a room to the front */
  constructor(chat, see) {
    this.#chat = chat;
    this.#see = see;
    this.#off = chat.on('heard', (room, message) => this.#heard(room, message));
  }

  close() {
    this.#off();
  }

  static get isPossible() {
    return 'Notification' in window;
  }

  static get isOn() {
    return Notifier.isPossible && likes.get('notify', false) && Notification.permission === 'granted';
  }

  /** Asks the browser, which asks the person. */
  static async turn(on) {
    likes.set('notify', on && await Notification.requestPermission() === 'granted');
  }

  isSilent(room) {
    return likes.get('silent', []).includes(room.title);
  }

  /** @returns whether the room is silent now */
  silence(room) {
    const silent = new Set(likes.get('silent', []));
    if (!silent.delete(room.title)) {
      silent.add(room.title);
    }
    likes.set('silent', [...silent]);
    return silent.has(room.title);
  }

  /** The title and the icon say what is unread. */
  mark(seen) {
    const unread = this.#chat.rooms.all.filter((room) => !this.isSilent(room))
        .reduce((sum, room) => sum + room.unread, 0);
    const title = seen ? t('chat.title', visible(seen.label), visible(this.#chat.nickname)) : t('app.name');
    document.title = unread > 0 ? `(${unread}) ${title}` : title;
    this.#icon.href = new URL(unread > 0 ? 'icon-unread.svg' : 'icon.svg', import.meta.url).href;
  }

  #heard(room, message) {
    if (document.hasFocus() || this.isSilent(room) || !Notifier.isOn) {
      return;
    }
    try {
      this.#show(room, message);
    } catch (error) {
      // Browsers of phones have the constructor and refuse it to pages.
      console.warn('No notifications here:', error);
      likes.set('notify', false);
    }
  }

  #show(room, message) {
    const note = new Notification(`${visible(message.from)} — ${visible(room.title)}`, {
      body: visible(message.text ?? '').slice(0, 200),
      tag: room.key,
      icon: new URL('icon-192.png', import.meta.url).href,
    });
    note.onclick = () => {
      window.focus();
      this.#see(room);
      note.close();
    };
  }
}
