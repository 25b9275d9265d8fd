import {iconButton} from './dom.js';

/** Below these widths a side is a drawer over the middle, gone until it is asked for. */
const DRAWERS = {
  rooms: matchMedia('(width < 700px)'),
  members: matchMedia('(width < 1000px)'),
};

/** The sides of the chat: there on a wide page and asked for on a narrow one, or switched. */
export class Sides {
  #chat;
  #buttons = {};

  /** @param {HTMLElement} chat gets the class `with-rooms` or `with-members` when one is switched */
  constructor(chat) {
    this.#chat = chat;
  }

  /** What switches a side. */
  button(side, icon, label) {
    this.#buttons[side] = iconButton(icon, label, () => this.#switch(side), {
      id: `show-${side}`, 'aria-controls': side,
    });
    return this.#buttons[side];
  }

  #switch(side) {
    this.#chat.classList.toggle(`with-${side}`);
    this.tell();
    if (this.#isShown(side)) {
      this.#chat.querySelector(`#${side} button`)?.focus();
    }
  }

  #isShown(side) {
    return DRAWERS[side].matches === this.#chat.classList.contains(`with-${side}`);
  }

  /** Says which sides are there. */
  tell() {
    for (const [side, button] of Object.entries(this.#buttons)) {
      button.setAttribute('aria-expanded', String(this.#isShown(side)));
    }
  }

  /** Shuts what lies over the middle; the focus goes back to what has opened it. */
  shutDrawers() {
    for (const [side, button] of Object.entries(this.#buttons)) {
      if (DRAWERS[side].matches && this.#isShown(side)) {
        const inside = this.#chat.querySelector(`#${side}`)?.contains(document.activeElement);
        this.#chat.classList.remove(`with-${side}`);
        if (inside) {
          button.focus();
        }
      }
    }
    this.tell();
  }
}
