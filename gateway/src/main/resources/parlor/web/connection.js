/** A promise to the server, that bears the timers of a hidden page: once a minute at worst. */
export const HEARTBEAT_MS = 60_000;

const PING_EVERY_MS = 20_000;
const CONNECT_WITHIN_MS = 15_000;
const ANSWER_WITHIN_MS = 15_000;

/** One WebSocket: frames go in and come out; who says nothing any more is hung up on. */
export class Connection {
  #socket;
  #timer;
  #waiting = 0;
  #heard = performance.now();
  #ended;

  /**
   * Opens it.
   * @param {{opened: () => void, frame: (frame: object) => void, ended: () => void}} told
   */
  constructor(url, told) {
    this.#ended = told.ended;
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    const utf8 = new TextDecoder();
    socket.onopen = () => {
      clearTimeout(this.#waiting);
      this.#waiting = 0;
      this.#timer = setInterval(() => this.check(), PING_EVERY_MS);
      told.opened();
    };
    socket.onmessage = (message) => {
      clearTimeout(this.#waiting);
      this.#waiting = 0;
      this.#heard = performance.now();
      const text = typeof message.data === 'string' ? message.data : utf8.decode(message.data);
      for (const line of text.split('\n')) {
        if (line !== '' && this.#socket) {
          this.#tell(told, line);
        }
      }
    };
    socket.onclose = () => this.#end();
    this.#waiting = setTimeout(() => this.#end(), CONNECT_WITHIN_MS);
  }

  /** What goes wrong with one frame takes nothing from those that came with it. */
  #tell(told, line) {
    try {
      told.frame(JSON.parse(line));
    } catch (error) {
      reportError(error);
    }
  }

  send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
    }
  }

  /** Looks whether the other side still answers. */
  check() {
    if (performance.now() - this.#heard > 3 * HEARTBEAT_MS) {
      this.#end();
      return;
    }
    this.send({type: 'ping'});
    this.#waiting ||= setTimeout(() => this.#end(), ANSWER_WITHIN_MS);
  }

  /** Hangs up; nothing is told any more. */
  close() {
    const socket = this.#socket;
    this.#socket = null;
    clearTimeout(this.#waiting);
    clearInterval(this.#timer);
    socket?.close();
  }

  #end() {
    if (this.#socket) {
      this.close();
      this.#ended();
    }
  }
}
