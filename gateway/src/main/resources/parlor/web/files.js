const MAX_KEPT = 200;

/** Uploads and downloads: bytes travel over HTTP, with the session as the proof of who asks. */
export class Files {
  #chat;
  #kept = new Map();

  constructor(chat) {
    this.#chat = chat;
  }

  #authorization() {
    return `Bearer ${this.#chat.session}`;
  }

  /**
   * Sends a file to the server.
   * @param {(sent: number) => void} progress told the part that is gone, 0 to 1
   * @returns {{done: Promise<object>, cancel: () => void}} `done` fails with an error frame, or null
   *     if the server cannot be reached
   */
  upload(file, progress) {
    const request = new XMLHttpRequest();
    const done = new Promise((resolve, reject) => {
      request.upload.onprogress = (event) => progress(event.total > 0 ? event.loaded / event.total : 1);
      request.onload = () => {
        const answer = request.response;
        if (request.status === 200) {
          resolve(answer);
        } else {
          reject(answer);
        }
      };
      request.onerror = () => reject(null);
      request.onabort = () => reject(null);
    });
    request.open('POST', `/files?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.setRequestHeader('Authorization', this.#authorization());
    request.send(file);
    return {done, cancel: () => request.abort()};
  }

  /** The address of a picture in this page; the last ones are kept. */
  picture(id, small) {
    const path = `/files/${encodeURIComponent(id)}${small ? '/thumbnail' : ''}`;
    const known = this.#kept.get(path);
    this.#kept.delete(path);
    const address = known ?? this.#fetch(path).then((blob) => URL.createObjectURL(blob));
    this.#kept.set(path, address);
    address.catch(() => this.#kept.delete(path));
    if (this.#kept.size > MAX_KEPT) {
      const [oldest, gone] = this.#kept.entries().next().value;
      this.#kept.delete(oldest);
      gone.then((url) => URL.revokeObjectURL(url), () => {});
    }
    return address;
  }

  /** Saves a file where the browser saves files; nothing in it is shown or run. */
  async save({id, name}) {
    const content = await this.#fetch(`/files/${encodeURIComponent(id)}`);
    const url = URL.createObjectURL(new Blob([content], {type: 'application/octet-stream'}));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  async #fetch(path) {
    const response = await fetch(path, {headers: {Authorization: this.#authorization()}});
    if (!response.ok) {
      throw new Error(`${path}: ${response.status}`);
    }
    return response.blob();
  }
}
