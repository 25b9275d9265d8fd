import {h, icon, iconButton} from './dom.js';
import {drafts, likes} from './keep.js';
import {t} from './texts.js';
import {Tray} from './tray.js';
import {complete, count, isBlank, isUnstorable} from './words.js';

const MAX_SENT = 100;
const KEYS_SAID_FROM_PX = 300;

/**
 * Where a message is written. Enter breaks the line and Ctrl+Enter sends, or the other way round;
 * what belongs to an input method never sends.
 */
export class Composer {
  #chat;
  #room;
  #text;
  #hint;
  #tray;
  #quote;
  #sent = [];
  #at = 0;
  #draft = '';
  element;

  constructor(chat, room, files) {
    this.#chat = chat;
    this.#room = room;
    this.#hint = h('p.hint', {id: 'hint', role: 'status'});
    this.#tray = new Tray(chat, room.enclosures, files, (words) => this.say(words));
    this.#text = h('textarea', {
      id: 'message', rows: 1, dir: 'auto', 'aria-label': t('chat.message'), 'aria-describedby': 'hint',
      onkeydown: (event) => this.#onKey(event),
      oninput: () => this.#onInput(),
      onpaste: (event) => this.#take(event, event.clipboardData),
    });
    this.#quote = h('div.reply', {hidden: true});
    const chooser = h('input', {type: 'file', multiple: true, hidden: true, onchange: () => {
      this.#tray.add([...chooser.files]);
      chooser.value = '';
    }});
    this.element = h('form.composer', {
      'aria-label': t('chat.message'),
      onsubmit: (event) => {
        event.preventDefault();
        this.send();
      },
    },
    this.#quote,
    this.#tray.element,
    h('div.write', {},
        iconButton('clip', t('files.attach'), () => chooser.click(), {id: 'attach'}),
        chooser,
        this.#text,
        h('button.primary', {id: 'send', title: t('chat.send')}, icon('send'), h('span', {text: t('chat.send')}))),
    this.#hint);
    this.#text.value = drafts.get(chat.nickname, room.key);
    this.#showReply();
    queueMicrotask(() => this.#fit());
    new ResizeObserver(() => this.#showKeys()).observe(this.#text);
  }

  /** Which keys send is said where there is room for it. */
  #showKeys() {
    const keys = likes.get('enterSends', false) ? 'chat.message.hint.enter' : 'chat.message.hint';
    const isWide = this.#text.clientWidth >= KEYS_SAID_FROM_PX;
    this.#text.placeholder = t(isWide ? keys : 'chat.message.hint.short', this.#room.label);
  }

  close() {
    this.#tray.close();
  }

  focus() {
    this.#text.focus();
  }

  /** Says a word below what is written; an empty one takes it back. */
  say(words) {
    this.#hint.textContent = words;
  }

  /** Whether nothing waits here to be sent. */
  get isEmpty() {
    return isBlank(this.#text.value) && this.#room.enclosures.isEmpty;
  }

  /** What was not sent can be changed again, behind what is being written. */
  takeBack(item) {
    const {enclosures} = this.#room;
    const most = this.#chat.limits.attachmentsPerMessage;
    if (enclosures.files.length + item.attachments.length > most) {
      this.say(t('files.tooMany', most));
      return;
    }
    this.#chat.discard(this.#room, item);
    item.attachments.forEach((attachment) => enclosures.enclose(attachment));
    if (item.replyTo !== undefined) {
      enclosures.replyTo ??= {seq: item.replyTo, from: this.#room.message(item.replyTo)?.from ?? '…'};
      this.#showReply();
    }
    this.#write(isBlank(this.#text.value) ? item.text : `${this.#text.value}\n\n${item.text}`);
  }

  mention(nickname) {
    this.#text.setRangeText(`@${nickname} `, this.#text.selectionStart, this.#text.selectionEnd, 'end');
    this.#onInput();
    this.focus();
  }

  replyTo({seq, from}) {
    this.#setReply({seq, from});
  }

  #setReply(replyTo) {
    this.#room.enclosures.replyTo = replyTo;
    this.#showReply();
    this.focus();
  }

  #showReply() {
    const {replyTo} = this.#room.enclosures;
    this.#quote.hidden = replyTo === null;
    if (replyTo !== null) {
      this.#quote.replaceChildren(
          h('bdi', {text: t('chat.replyTo', replyTo.from)}),
          iconButton('cross', t('chat.noReply'), () => this.#setReply(null)));
    }
  }

  /** Images and files that are dropped on the room. */
  takeDrop(event) {
    this.#take(event, event.dataTransfer);
  }

  #take(event, transfer) {
    const files = [...transfer.files];
    if (files.length > 0) {
      event.preventDefault();
      this.#tray.add(files);
    }
  }

  send() {
    const text = this.#text.value;
    const {enclosures} = this.#room;
    const {uploaded, isBusy, replyTo} = enclosures;
    const problem = isBusy ? t('files.uploading') : this.#whyNot(text, uploaded.length > 0);
    if (problem !== null) {
      this.say(problem);
      this.focus();
      return;
    }
    this.say(this.#chat.isOnline ? '' : t('chat.offline'));
    this.#chat.say(this.#room, isBlank(text) ? '' : text, uploaded, replyTo?.seq);
    this.#sent = [...this.#sent, text].slice(-MAX_SENT);
    this.#at = this.#sent.length;
    enclosures.clear();
    this.#showReply();
    this.focus();
    this.#write('');
  }

  #whyNot(text, withFiles) {
    const most = this.#chat.limits.textCodePoints;
    if (isBlank(text)) {
      return withFiles ? null : t('chat.blank');
    }
    if (count(text) > most) {
      return t('chat.tooLong', count(text), most);
    }
    return isUnstorable(text) ? t('chat.unstorable') : null;
  }

  #write(text) {
    this.#text.value = text;
    this.#keep();
  }

  #onInput() {
    this.#keep();
    this.say('');
    if (!isBlank(this.#text.value)) {
      this.#chat.typing(this.#room);
    }
  }

  #keep() {
    drafts.set(this.#chat.nickname, this.#room.key, this.#text.value);
    this.#fit();
  }

  /** Grows with what is written; the style has the limit. */
  #fit() {
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }

  #onKey(event) {
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter') {
      const enterSends = likes.get('enterSends', false);
      if (enterSends ? !control && !event.shiftKey : control) {
        event.preventDefault();
        this.send();
      } else if (control) {
        event.preventDefault();
        this.#text.setRangeText('\n', this.#text.selectionStart, this.#text.selectionEnd, 'end');
        this.#onInput();
      }
    } else if (event.key === 'Tab' && !event.shiftKey && !control) {
      this.#complete(event);
    } else if (control && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      this.#recall(event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Escape' && !this.#quote.hidden) {
      this.#setReply(null);
    }
  }

  #complete(event) {
    const caret = this.#text.selectionStart;
    const found = complete(this.#text.value, caret, [...this.#room.members.values()].map(({nickname}) => nickname).sort());
    if (found) {
      event.preventDefault();
      this.#text.setRangeText(found.replacement, found.from, caret, 'end');
      this.#onInput();
    }
  }

  #recall(step) {
    const to = this.#at + step;
    if (to >= 0 && to <= this.#sent.length) {
      if (this.#at === this.#sent.length) {
        this.#draft = this.#text.value;
      }
      this.#at = to;
      this.#write(to === this.#sent.length ? this.#draft : this.#sent[to]);
    }
  }
}
