import {h} from './dom.js';
import {t} from './texts.js';
import {visible} from './words.js';
import {WindowedList} from './window.js';

const SPOKEN_MAX = 5;

/** What was said in a room, to be scrolled, with what is new spoken to those who listen. */
export class Transcript {
  #room;
  #chat;
  #rows;
  #list;
  #note;
  #jump;
  #spoken;
  #seen = 0;
  #heardUpTo;
  #offs;
  element;

  /** @param {import('./rows.js').Rows} rows */
  constructor(chat, room, rows) {
    this.#chat = chat;
    this.#room = room;
    this.#rows = rows;
    this.#list = new WindowedList({
      makeRow: (item, before) => rows.row(item, before),
      look: (item, before) => rows.look(item, before),
      isGap: (item) => item.kind === 'gap',
      label: t('chat.transcript', room.label),
      onScroll: (step) => this.#onScroll(step),
    });
    this.#list.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.#note = h('p.note', {hidden: true});
    this.#jump = h('button.jump', {type: 'button', hidden: true, onclick: () => this.toEnd()});
    this.#spoken = h('div.sr-only', {role: 'log', 'aria-live': 'polite', 'aria-label': t('chat.spoken')});
    this.element = h('div.transcript-pane', {}, this.#note, this.#list.element, this.#jump, this.#spoken);
    this.#heardUpTo = room.items.at(-1)?.uid ?? 0;
    this.#offs = [
      room.on('items', () => this.#onItems()),
      room.on('loading', () => this.#showNote()),
      chat.on('blocked', () => this.#onItems()),
      chat.on('standing', () => this.#onItems()),
    ];
    this.#onItems();
    this.#showNote();
  }

  close() {
    this.#offs.forEach((off) => off());
  }

  toEnd() {
    this.#list.toEnd();
    this.#seen = this.#room.items.length;
    this.#showJump();
    this.#list.element.focus({preventScroll: true});
  }

  /** Brings a message into the window and the focus to it; false if it is not here. */
  show(seq) {
    const index = this.#room.items.findIndex((item) => item.seq === seq);
    if (index < 0) {
      return false;
    }
    const row = this.#list.show(index);
    row?.classList.add('found');
    row?.focus({preventScroll: true});
    return true;
  }

  /** Whether a row begins in the upper half of what is seen. */
  isInUpperHalf(row) {
    const seen = this.#list.element.getBoundingClientRect();
    return row.getBoundingClientRect().top < seen.top + seen.height / 2;
  }

  #onItems() {
    this.#speak();
    this.#list.setItems(this.#room.items);
    if (this.#list.atEnd) {
      this.#seen = this.#room.items.length;
    }
    this.#showJump();
    this.#showNote();
  }

  /** What others have said since, once, in words. */
  #speak() {
    const fresh = this.#room.items.filter((item) => item.uid > this.#heardUpTo);
    this.#heardUpTo = Math.max(this.#heardUpTo, ...fresh.map((item) => item.uid));
    fresh.filter((item) => item.kind === 'message' && !item.own && item.seq > this.#room.newest - SPOKEN_MAX)
        .filter((item) => !this.#rows.isFolded(item))
        .slice(-SPOKEN_MAX)
        .forEach((item) => this.#spoken.append(h('p', {text: visible(`${item.from}: ${item.text}`)})));
    while (this.#spoken.children.length > SPOKEN_MAX) {
      this.#spoken.firstChild.remove();
    }
  }

  #onScroll(step) {
    if (this.#list.atEnd) {
      this.#seen = this.#room.items.length;
    }
    this.#showJump();
    if (this.#list.nearTop && this.#room.hasOlder) {
      this.#chat.loadOlder(this.#room);
    }
    const gap = step === 0 ? undefined : this.#list.gapInSight;
    if (gap) {
      this.#chat.loadGap(this.#room, gap, step < 0);
    }
  }

  #showJump() {
    const behind = this.#list.atEnd ? 0 : this.#room.items.slice(this.#seen)
        .filter((item) => item.kind === 'message').length;
    this.#jump.hidden = behind === 0;
    this.#jump.textContent = behind === 0 ? '' : t('chat.newMessages', behind);
  }

  #showNote() {
    const {loadingOlder, catchingUp, items} = this.#room;
    const empty = !items.some((item) => item.kind === 'message' || item.kind === 'pending');
    const words = loadingOlder ? t('chat.loadingOlder') : catchingUp ? t('chat.catchingUp') : empty ? t('chat.empty') : '';
    this.#note.hidden = words === '';
    this.#note.textContent = words;
    this.#note.classList.toggle('empty', empty && !loadingOlder);
  }

  /** Arrows go from message to message; Enter offers what may be done with one. */
  #onKey(event) {
    const row = document.activeElement?.closest('li.row');
    const onRow = document.activeElement === row || document.activeElement === this.#list.element;
    if (onRow && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      this.#list.neighbour(row, event.key === 'ArrowUp' ? -1 : 1)?.focus({preventScroll: true});
    } else if (row && document.activeElement === row && event.key === 'Enter') {
      event.preventDefault();
      row.querySelector('.message-menu, .gap button')?.click();
    } else if (event.key === 'End' && onRow) {
      event.preventDefault();
      this.toEnd();
    }
  }
}
