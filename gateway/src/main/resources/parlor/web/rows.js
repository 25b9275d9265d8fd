import {attachmentStrip} from './attachments.js';
import {avatar, h, iconButton} from './dom.js';
import {why, words as noticeWords} from './notices.js';
import {areSame} from './nicknames.js';
import {date, day, midnight, t, time} from './texts.js';
import {names, parts, visible} from './words.js';

const GROUP_MS = 5 * 60_000;

/** Makes the rows of one room's transcript. */
export class Rows {
  #chat;
  #room;
  #pictures;
  #onMenu;
  #onGap;

  /**
   * @param pictures shows attachments: `{files, open(file)}`
   * @param {(item: object, anchor: HTMLElement) => void} onMenu offers what may be done
   * @param {(gap: object, row: HTMLElement) => void} onGap asks for what is missing there
   */
  constructor(chat, room, pictures, {onMenu, onGap}) {
    this.#chat = chat;
    this.#room = room;
    this.#pictures = pictures;
    this.#onMenu = onMenu;
    this.#onGap = onGap;
  }

  /** Changes whenever the row of an item has to look different. */
  look(item, before) {
    const line = this.#line(item, before);
    const grouped = this.#isGrouped(item, before, line);
    const stands = item.kind === 'pending' ? standOf(item, this.#chat) : '';
    return `${line ?? ''}|${grouped}|${this.isFolded(item)}|${stands}|${item.seq ?? ''}|${item.loading ?? ''}`;
  }

  /** Removed by somebody, or said by somebody of whom one wants to hear nothing. */
  isFolded(item) {
    return item.kind === 'message' && (item.removed || (!item.own && this.#chat.moderation.hasBlocked(item.from)));
  }

  row(item, before) {
    const line = this.#line(item, before);
    if (item.kind === 'gap') {
      return this.#gap(item);
    }
    const said = (item.kind === 'message' || item.kind === 'pending') && !this.isFolded(item);
    const row = h(said ? 'li.row' : 'li.row.notice', {tabindex: -1, 'data-seq': item.seq, 'data-uid': item.uid});
    if (line !== null) {
      row.append(h('div.line', {}, h('span', {text: line})));
    }
    if (said) {
      this.#fill(row, item, this.#isGrouped(item, before, line));
    } else {
      row.append(h('p', {dir: 'auto', text: visible(noticeWords(item))}));
    }
    return row;
  }

  #gap(gap) {
    const row = h('li.row.notice.gap', {tabindex: -1, 'data-uid': gap.uid},
        h('button.quiet', {
          type: 'button', 'aria-busy': gap.loading, text: t(gap.loading ? 'chat.gap.loading' : 'chat.gap'),
          onclick: () => this.#onGap(gap, row),
        }));
    return row;
  }

  /** What stands on the line above an item: the day, that new messages begin, or both. */
  #line(item, before) {
    if (item.kind === 'gap') {
      return null;
    }
    const newDay = !before || before.kind === 'gap' || midnight(before.at) !== midnight(item.at) ? day(item.at) : null;
    const isNew = item.kind === 'message' && this.#room.firstNew !== 0 && item.seq === this.#room.firstNew;
    if (!isNew) {
      return newDay;
    }
    return newDay === null ? t('chat.newFromHere') : `${newDay} · ${t('chat.newFromHere')}`;
  }

  #isGrouped(item, before, line) {
    const said = (other) => other.kind === 'message' || other.kind === 'pending';
    return line === null && before !== undefined && said(item) && said(before) && !this.isFolded(before)
        && areSame(before.from, item.from) && item.at - before.at < GROUP_MS;
  }

  #fill(row, item, grouped) {
    const own = item.own || item.kind === 'pending';
    const named = !own && !item.robot && names(item.text, this.#chat.nickname);
    row.classList.add(own ? 'own' : item.robot ? 'robot' : named ? 'named' : 'other');
    row.classList.toggle('grouped', grouped);
    row.classList.toggle('pending', item.kind === 'pending');
    if (!own) {
      row.append(grouped ? h('span.no-avatar') : avatar(item.from, item.robot));
    }
    const body = h('div.body');
    if (grouped || own) {
      body.append(h('span.sr-only', {text: item.from}));
    } else {
      body.append(h('div.who', {},
          h('bdi', {text: visible(item.from)}),
          item.robot ? h('span.tag', {text: t('chat.robot')}) : null));
    }
    body.append(h('div.bubble-line', {}, this.#bubble(item), this.#menuButton(item)));
    row.append(body);
  }

  #bubble(item) {
    const bubble = h('div.bubble');
    const quoted = item.replyTo === undefined ? undefined : this.#room.message(item.replyTo);
    if (quoted && !quoted.removed) {
      bubble.append(h('blockquote', {}, h('bdi', {text: visible(quoted.from)}), ': ',
          h('bdi', {text: visible(quoted.text.trim().split('\n')[0])})));
    }
    const stamp = this.#stamp(item);
    if (item.attachments.length > 0) {
      bubble.append(attachmentStrip(item.attachments, this.#pictures));
    }
    bubble.append(item.text === '' ? stamp : h('div.text', {dir: 'auto'}, wordsOf(item.text), stamp));
    return bubble;
  }

  #stamp(item) {
    return item.kind === 'pending'
        ? h('span.stamp', {text: standOf(item, this.#chat)})
        : h('time.stamp', {datetime: new Date(item.at).toISOString(), title: date(item.at), text: time(item.at)});
  }

  #menuButton(item) {
    if (item.kind !== 'message' && item.state !== 'failed') {
      return null;
    }
    const button = iconButton('more', t('chat.messageMenu', item.from), () => this.#onMenu(item, button), {
      'aria-haspopup': 'menu', tabindex: -1,
    });
    button.classList.add('message-menu');
    return button;
  }
}

/** What becomes of something unconfirmed, in words. */
function standOf({state, refusal}, {isOnline}) {
  if (state === 'failed') {
    return refusal ? t('chat.refused', why(refusal)) : t('chat.notSent');
  }
  return t(!isOnline ? 'chat.waiting' : state === 'repeating' ? 'chat.repeating' : 'chat.sending');
}

/** A text as it was written, with links where it has some. */
function wordsOf(text) {
  return h('span.words', {}, parts(visible(text)).map((part) => (part.href === undefined ? part.text : h('a', {
    href: part.href, target: '_blank', rel: 'noopener noreferrer nofollow', title: part.href, text: part.text,
  }))));
}
