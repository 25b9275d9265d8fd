import {Emitter} from './emitter.js';

/**
 * What goes with the next message of a room besides its words: files, on their way to the server or
 * there, and the message that it answers. It emits `files` when others are in it, or one has arrived
 * or failed, and `progress` with the one that goes on.
 */
export class Enclosures extends Emitter {
  /** `{name, file?, sent, uploaded, failed, cancel}` in the order they were given; `sent` is a part of 1. */
  files = [];
  /** `{seq, from}` of the message that is answered, or null. */
  replyTo = null;

  get isEmpty() {
    return this.files.length === 0 && this.replyTo === null;
  }

  get isBusy() {
    return this.files.some((entry) => !entry.uploaded);
  }

  /** What the server has taken, in the order it was given. */
  get uploaded() {
    return this.files.map((entry) => entry.uploaded).filter(Boolean);
  }

  /**
   * Begins to send a file to the server.
   * @param {import('./files.js').Files} files
   */
  upload(file, files) {
    const entry = {name: file.name, file, sent: 0, uploaded: null, failed: false};
    const {done, cancel} = files.upload(file, (sent) => {
      entry.sent = sent;
      this.emit('progress', entry);
    });
    entry.cancel = cancel;
    this.#add(entry);
    done.then((attachment) => {
      entry.uploaded = attachment;
    }, (error) => {
      entry.failed = true;
      entry.error = error;
    }).then(() => this.emit('files'));
  }

  /** A file that the server has already. */
  enclose(attachment) {
    this.#add({name: attachment.name, sent: 1, uploaded: attachment, failed: false, cancel: () => {}});
  }

  #add(entry) {
    this.files.push(entry);
    this.emit('files');
  }

  remove(entry) {
    entry.cancel();
    this.files = this.files.filter((other) => other !== entry);
    this.emit('files');
  }

  /** Those that could not be sent, with why; told once. */
  takeFailed() {
    const failed = this.files.filter((entry) => entry.failed);
    this.files = this.files.filter((entry) => !entry.failed);
    return failed;
  }

  /** The message has gone, and all this with it. */
  clear() {
    this.files = [];
    this.replyTo = null;
    this.emit('files');
  }
}
