import {h, icon, iconButton} from './dom.js';
import {size, t} from './texts.js';
import {why} from './notices.js';
import {visible} from './words.js';

/** Shows the files that go with the next message of a room, and takes more of them. */
export class Tray {
  #chat;
  #enclosures;
  #files;
  #say;
  /** `{row, bar}` of each file. */
  #rows = new Map();
  #offs;

  /** @param {(words: string) => void} say tells what could not be taken */
  constructor(chat, enclosures, files, say) {
    this.#chat = chat;
    this.#enclosures = enclosures;
    this.#files = files;
    this.#say = say;
    this.element = h('ul.tray', {'aria-label': t('files.tray'), hidden: true});
    this.#offs = [
      enclosures.on('files', () => this.#show()),
      enclosures.on('progress', (entry) => this.#showProgress(entry)),
    ];
    this.#show();
  }

  close() {
    this.#offs.forEach((off) => off());
  }

  add(files) {
    const {fileBytes, attachmentsPerMessage} = this.#chat.limits;
    for (const file of files) {
      if (this.#enclosures.files.length >= attachmentsPerMessage) {
        this.#say(t('files.tooMany', attachmentsPerMessage));
      } else if (file.size > fileBytes) {
        this.#say(t('files.tooLarge', file.name, size(fileBytes)));
      } else {
        this.#enclosures.upload(file, this.#files);
      }
    }
  }

  #show() {
    for (const {name, error} of this.#enclosures.takeFailed()) {
      this.#say(t('files.failed', name, error ? why(error) : t('files.unreachable', location.port)));
    }
    const {files} = this.#enclosures;
    for (const [entry, {row}] of this.#rows) {
      if (!files.includes(entry)) {
        row.remove();
        this.#rows.delete(entry);
      }
    }
    for (const entry of files) {
      if (!this.#rows.has(entry)) {
        this.#append(entry);
      }
      this.#showProgress(entry);
    }
    this.element.hidden = files.length === 0;
  }

  #append(entry) {
    const bar = h('progress', {max: 1, value: 0, 'aria-label': entry.name});
    const row = h('li', {}, this.#preview(entry), h('bdi', {text: visible(entry.name)}), bar,
        iconButton('cross', t('files.cancel', entry.name), () => this.#enclosures.remove(entry)));
    this.#rows.set(entry, {row, bar});
    this.element.append(row);
  }

  #showProgress(entry) {
    const {row, bar} = this.#rows.get(entry) ?? {};
    if (row) {
      bar.value = entry.sent;
      bar.hidden = entry.uploaded !== null;
      row.classList.toggle('there', entry.uploaded !== null);
    }
  }

  #preview({file, uploaded}) {
    const isPicture = file ? file.type.startsWith('image/') : uploaded.width !== undefined;
    if (!isPicture) {
      return icon('file');
    }
    const image = h('img', {alt: ''});
    if (file) {
      image.src = URL.createObjectURL(file);
      image.onload = image.onerror = () => URL.revokeObjectURL(image.src);
    } else {
      this.#files.picture(uploaded.id, true).then((url) => {
        image.src = url;
      }, () => {});
    }
    return image;
  }
}
