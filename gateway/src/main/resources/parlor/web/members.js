import {avatar, h} from './dom.js';
import {openMenu} from './menus.js';
import {areSame, isRobot} from './nicknames.js';
import {isAtLeast} from './room.js';
import {t} from './texts.js';
import {visible} from './words.js';

const AT_ONCE = 200;

/** Who is in a room; pressing a name offers what one may do. */
export class Members {
  #chat;
  #room;
  #offer;
  #shown = AT_ONCE;
  #title = h('h2', {id: 'member-count'});
  #list = h('ul', {'aria-label': t('members.name')});
  #more;
  #off;
  element;

  /** @param {(member: object) => object[]} offer the menu about somebody */
  constructor(chat, room, offer) {
    this.#chat = chat;
    this.#room = room;
    this.#offer = offer;
    this.#more = h('button.quiet', {type: 'button', hidden: true, text: t('search.more'), onclick: () => {
      this.#shown += AT_ONCE;
      this.#show();
    }});
    this.element = h('aside.side.members', {id: 'members', 'aria-label': t('members.name')},
        this.#title, this.#list, this.#more);
    this.#off = room.on('members', () => this.#show());
    this.#show();
  }

  close() {
    this.#off();
  }

  #all() {
    const {members, isPrivate} = this.#room;
    if (!isPrivate) {
      return [...members.values()].sort((a, b) => (a.nickname < b.nickname ? -1 : 1));
    }
    // Nobody is told who comes and goes there: these two are it, present or not.
    const partner = this.#room.with;
    return [{nickname: partner, kind: isRobot(partner) ? 'robot' : 'user'}, {nickname: this.#chat.nickname, kind: 'user'}];
  }

  #show() {
    const all = this.#all();
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.nickname : null;
    this.#title.textContent = this.#room.isPrivate ? t('members.private') : t('members.title', this.#room.memberCount);
    this.#list.replaceChildren(...all.slice(0, this.#shown).map((member) => this.#entry(member)));
    this.#more.hidden = all.length <= this.#shown;
    if (focused !== null) {
      const buttons = [...this.#list.querySelectorAll('button')];
      (buttons.find((button) => button.dataset.nickname === focused) ?? buttons[0])?.focus();
    }
  }

  #entry(member) {
    const robot = member.kind === 'robot';
    const ranks = isAtLeast(member.role, 'moderator');
    const tag = ranks ? t(`role.${member.role.toUpperCase()}`) : robot ? t('chat.robot') : null;
    const isMe = areSame(member.nickname, this.#chat.nickname);
    const shown = visible(member.nickname);
    const button = h('button.member', {
      type: 'button', 'aria-haspopup': 'menu', 'data-nickname': member.nickname,
      onclick: () => openMenu(button, member.nickname, this.#offer(member)),
    },
    avatar(member.nickname, robot),
    h('bdi', {text: isMe ? t('members.you', shown) : shown}),
    tag === null ? null : h('span.rank', {text: tag}));
    button.classList.toggle('robot', robot);
    return h('li', {}, button);
  }
}
