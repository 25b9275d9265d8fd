import {h, icon, iconButton} from './dom.js';
import {size, t} from './texts.js';
import {why} from './notices.js';
import {visible} from './words.js';

/** The files that go with the next message: on their way to the server, or there. */
export class Tray {
  #chat;
  #files;
  #say;
  #entries = [];

  /** @param {(words: string) => void} say tells what could not be taken */
  constructor(chat, files, say) {
    this.#chat = chat;
    this.#files = files;
    this.#say = say;
    this.element = h('ul.tray', {'aria-label': t('files.tray'), hidden: true});
  }

  get isBusy() {
    return this.#entries.some((entry) => !entry.uploaded);
  }

  /** What the server has taken, in the order it was given. */
  get uploaded() {
    return this.#entries.map((entry) => entry.uploaded).filter(Boolean);
  }

  clear() {
    this.#entries = [];
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  add(files) {
    const {fileBytes, attachmentsPerMessage} = this.#chat.limits;
    for (const file of files) {
      if (this.#entries.length >= attachmentsPerMessage) {
        this.#say(t('files.tooMany', attachmentsPerMessage));
      } else if (file.size > fileBytes) {
        this.#say(t('files.tooLarge', file.name, size(fileBytes)));
      } else {
        this.#upload(file);
      }
    }
  }

  #upload(file) {
    const bar = h('progress', {max: 1, value: 0, 'aria-label': file.name});
    const row = h('li', {}, this.#preview(file), h('bdi', {text: visible(file.name)}), bar);
    const entry = {uploaded: null};
    const upload = this.#files.upload(file, (sent) => {
      bar.value = sent;
    });
    row.append(iconButton('cross', t('files.cancel', file.name), () => {
      upload.cancel();
      this.#remove(entry, row);
    }));
    this.#entries.push(entry);
    this.element.append(row);
    this.element.hidden = false;
    upload.done.then(
        (attachment) => {
          entry.uploaded = attachment;
          bar.hidden = true;
          row.classList.add('there');
        },
        (error) => {
          if (this.#entries.includes(entry)) {
            this.#remove(entry, row);
            this.#say(t('files.failed', file.name, error ? why(error) : t('files.unreachable', location.port)));
          }
        });
  }

  #preview(file) {
    if (!file.type.startsWith('image/')) {
      return icon('file');
    }
    const url = URL.createObjectURL(file);
    return h('img', {
      src: url, alt: '', onload: () => URL.revokeObjectURL(url), onerror: () => URL.revokeObjectURL(url),
    });
  }

  #remove(entry, row) {
    this.#entries = this.#entries.filter((other) => other !== entry);
    row.remove();
    this.element.hidden = this.#entries.length === 0;
  }
}
