import {Composer} from './composer.js';
import {h} from './dom.js';
import {openMenu} from './menus.js';
import {Rows} from './rows.js';
import {t} from './texts.js';
import {Transcript} from './transcript.js';
import {visible} from './words.js';

/** One room in the middle of the page: what was said, who is typing, and where one writes. */
export class RoomPane {
  #room;
  #typing = h('p.typing', {role: 'status'});
  #transcript;
  #off;
  composer;
  element;

  constructor(chat, room, pictures, acts) {
    this.#room = room;
    this.composer = new Composer(chat, room, pictures.files);
    const rows = new Rows(chat, room, pictures, {
      onMenu: (item, anchor) =>
        openMenu(anchor, t('chat.messageMenu', item.from), acts.aboutMessage(room, item, this.composer)),
      onGap: (gap, row) => chat.loadGap(room, gap, this.#transcript.isInUpperHalf(row)),
    });
    this.#transcript = new Transcript(chat, room, rows);
    this.element = h('div.room-pane', {
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => this.composer.takeDrop(event),
    }, this.#transcript.element, this.#typing, this.composer.element);
    this.#off = room.on('typing', () => this.#showTyping());
    this.#showTyping();
  }

  close() {
    this.#off();
    this.#transcript.close();
    this.composer.close();
  }

  show(seq) {
    return this.#transcript.show(seq);
  }

  #showTyping() {
    const who = [...this.#room.typing.keys()].map(visible);
    const words = ['', 'chat.typing.one', 'chat.typing.two'][who.length] ?? 'chat.typing.many';
    this.#typing.textContent = words === '' ? '' : t(words, ...who);
  }
}
