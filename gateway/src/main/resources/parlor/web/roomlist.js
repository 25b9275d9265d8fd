import {ask} from './dialogs.js';
import {h, icon} from './dom.js';
import {areSame, folded} from './nicknames.js';
import {t} from './texts.js';
import {count, visible} from './words.js';

/** One's rooms and private conversations, with what is unread in each. */
export class RoomList {
  #chat;
  #see;
  #list = h('ul', {'aria-label': t('rooms.name')});
  element;

  /** @param {(room: object) => void} see brings a room to the front */
  constructor(chat, see) {
    this.#chat = chat;
    this.#see = see;
    this.element = h('nav.side.rooms', {id: 'rooms', 'aria-label': t('rooms.title')},
        h('h2', {text: t('rooms.title')}),
        this.#list,
        h('div.side-buttons', {},
            h('button.quiet', {type: 'button', id: 'join', onclick: () => this.join()}, icon('plus'), t('rooms.join')),
            h('button.quiet', {type: 'button', id: 'talk-to', onclick: () => this.talkTo()}, icon('rooms'), t('rooms.talkTo'))));
  }

  show(seen) {
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.room : null;
    this.#list.replaceChildren(...this.#chat.rooms.all.map((room) => this.#entry(room, room === seen)));
    if (focused !== null) {
      const again = [...this.#list.querySelectorAll('button')].find((button) => button.dataset.room === focused);
      (again ?? this.#list.querySelector('button'))?.focus();
    }
  }

  #entry(room, isSeen) {
    const {unread, isPast} = room;
    const title = isPast ? t('rooms.past', room.title) : room.title;
    const label = visible(room.label);
    return h('li', {},
        h('button.room', {
          type: 'button',
          'aria-current': isSeen ? 'true' : undefined,
          'aria-label': unread > 0 ? t('rooms.unread', title, unread) : title,
          'data-room': room.key,
          onclick: () => this.#see(room),
        },
        h('span.sign', {text: room.sign}),
        h('bdi', {text: isPast ? t('rooms.past', label) : label}),
        unread > 0 ? h('span.badge', {text: unread > 999 ? '999+' : unread}) : null));
  }

  /** Asks which room to enter; the server's rooms are there to choose from. */
  async join() {
    const rooms = h('datalist', {id: 'known-rooms'});
    const listed = this.#chat.on('listed', (page) => rooms.append(...page.rooms.map((room) =>
      h('option', {value: room.room, label: `${room.room} (${room.members}) ${room.topic}`}))));
    this.#chat.request({type: 'rooms'});
    const most = this.#chat.limits.roomCodePoints;
    const answer = ask({
      title: t('rooms.join.title'),
      words: t('rooms.join.hint'),
      ok: t('rooms.join.ok'),
      fields: [{name: 'room', label: t('rooms.join.prompt')}],
      check: ({room}) => (isRoomName(room.trim(), most) ? null : t('rooms.join.invalid', most)),
    });
    const field = document.querySelector('dialog input[name=room]');
    field.setAttribute('list', 'known-rooms');
    field.after(rooms);
    const asked = await answer;
    listed();
    if (asked) {
      this.#chat.join(folded(asked.room.trim()));
    }
  }

  async talkTo() {
    const asked = await ask({
      title: t('rooms.talkTo'),
      ok: t('dialog.ok'),
      fields: [{name: 'nickname', label: t('rooms.talkTo.words')}],
      check: ({nickname}) => (nickname.trim() === '' ? t('problem.NICKNAME_BLANK') : null),
    });
    if (asked && !areSame(asked.nickname.trim(), this.#chat.nickname)) {
      this.#chat.talkTo(asked.nickname.trim());
    }
  }
}

function isRoomName(typed, most) {
  return /^[\p{L}\p{M}\p{N}_.-]+$/u.test(typed.normalize('NFKC')) && count(typed) <= most;
}
