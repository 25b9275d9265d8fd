import {h} from './dom.js';
import {t} from './texts.js';

/** Says how the connection stands while it does not. */
export class Banner {
  #chat;
  #words = h('span');
  #button;
  #clock = 0;
  element;

  constructor(chat) {
    this.#chat = chat;
    this.#button = h('button', {type: 'button', id: 'reconnect', onclick: () => chat.reconnectNow()});
    this.element = h('div.banner', {role: 'status', hidden: true}, this.#words, this.#button);
  }

  show() {
    clearTimeout(this.#clock);
    const {standing, retryAt} = this.#chat;
    this.element.hidden = standing === 'online' || standing === 'out';
    const words = {
      waiting: () => t('banner.waiting', Math.max(0, Math.ceil((retryAt - Date.now()) / 1000))),
      moving: () => t('banner.moving', location.host),
      replaced: () => t('banner.replaced'),
    }[standing] ?? (() => t('banner.reconnecting', location.host));
    this.#words.textContent = words();
    this.#button.hidden = !['waiting', 'moving', 'replaced'].includes(standing);
    this.#button.textContent = t(standing === 'replaced' ? 'banner.here' : 'banner.reconnect');
    if (standing === 'waiting') {
      this.#clock = setTimeout(() => this.show(), 1000);
    }
  }
}
