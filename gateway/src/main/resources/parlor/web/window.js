import {h} from './dom.js';
import {Heights} from './heights.js';

const BEYOND_PX = 600;
const NEAR_PX = 24;
const PASSES = 4;

/**
 * A list of any length of which only the rows near the window are there. It stays at its end while
 * it is there, else the row at the top of the window stays where it is.
 */
export class WindowedList {
  #items = [];
  #fresh = null;
  #index = new Map();
  #rows = new Map();
  #heights = new Heights();
  #list;
  #makeRow;
  #look;
  #isGap;
  #anchor = null;
  #atEnd = true;
  #top = 0;
  #due = 0;
  #width = 0;
  #sizes;

  /**
   * @param {{makeRow: (item, before) => HTMLElement, look: (item, before) => string,
   *     isGap: (item) => boolean, label: string, onScroll: (step: number) => void}} how told whether
   *     a person moves up (-1) or down; what comes into a gap from below pushes the gap up, not what
   *     is read below it
   */
  constructor({makeRow, look, isGap, label, onScroll}) {
    this.#makeRow = makeRow;
    this.#look = look;
    this.#isGap = isGap;
    this.#list = h('ol.rows', {role: 'list'});
    this.element = h('div.transcript', {tabindex: 0, role: 'region', 'aria-label': label}, this.#list);
    this.element.addEventListener('scroll', () => {
      const step = Math.sign(this.element.scrollTop - this.#top);
      this.#hold();
      this.#later();
      onScroll(step);
    }, {passive: true});
    this.#sizes = new ResizeObserver(() => this.#onResize());
    this.#sizes.observe(this.element);
  }

  get atEnd() {
    return this.#atEnd;
  }

  get nearTop() {
    return this.element.scrollTop < 2 * BEYOND_PX;
  }

  /** These are the items now. */
  setItems(items) {
    this.#fresh = [...items];
    this.#later();
  }

  /** Only when it is drawn, so that rows and heights always belong together. */
  #takeItems() {
    if (this.#fresh) {
      this.#items = this.#fresh;
      this.#fresh = null;
      this.#index = new Map(this.#items.map((item, index) => [item.uid, index]));
      this.#heights.setKeys(this.#items.map((item) => item.uid));
    }
  }

  /** Draws soon, once for all that has changed until then. */
  #later() {
    this.#due ||= requestAnimationFrame(() => this.#draw());
  }

  toEnd() {
    this.#takeItems();
    this.#atEnd = true;
    this.#settle();
  }

  /** Brings an item into the middle of the window; returns its row. */
  show(index) {
    this.#takeItems();
    this.#atEnd = false;
    this.#anchor = {uid: this.#items[index].uid, offset: this.element.clientHeight / 3};
    this.#settle();
    return this.#rows.get(this.#items[index].uid)?.row;
  }

  /** The row behind or before another one; brought into the window. */
  neighbour(row, step) {
    const at = row ? this.#index.get(Number(row.dataset.uid)) + step : this.#heights.at(this.element.scrollTop) + 1;
    const index = Math.max(0, Math.min(this.#items.length - 1, at));
    const there = this.#rows.get(this.#items[index]?.uid)?.row ?? (this.#items[index] && this.show(index));
    there?.scrollIntoView({block: 'nearest'});
    return there;
  }

  #onResize() {
    this.#hold();
    if (this.element.clientWidth !== this.#width) {
      this.#width = this.element.clientWidth;
      this.#heights.forget();
    }
    this.#settle();
  }

  /** Notes where the window stands, if a person has moved it. */
  #hold() {
    const top = this.element.scrollTop;
    if (top === this.#top) {
      return;
    }
    const upwards = top < this.#top;
    this.#top = top;
    this.#atEnd = top + this.element.clientHeight >= this.element.scrollHeight - NEAR_PX;
    if (this.#items.length > 0) {
      const gap = upwards ? this.#gapInSight() : -1;
      const index = gap < 0 || gap === this.#items.length - 1 ? this.#heights.at(top) : gap + 1;
      this.#anchor = {uid: this.#items[index].uid, offset: this.#heights.top(index) - top};
    }
  }

  /** The index of the last gap that is seen, or -1. */
  #gapInSight() {
    const first = this.#heights.at(this.element.scrollTop);
    let last = Math.min(this.#items.length - 1, this.#heights.at(this.element.scrollTop + this.element.clientHeight));
    while (last >= first && !this.#isGap(this.#items[last])) {
      last--;
    }
    return last < first ? -1 : last;
  }

  /** The last gap that is seen, if there is one. */
  get gapInSight() {
    return this.#items[this.#gapInSight()];
  }

  #draw() {
    this.#hold();
    this.#takeItems();
    this.#settle();
  }

  /** Mounts what is near the place where the window should stand, and puts it there. */
  #settle() {
    cancelAnimationFrame(this.#due);
    this.#due = 0;
    if (this.element.clientHeight === 0) {
      return;
    }
    for (let pass = 0; pass < PASSES; pass++) {
      const top = this.#wantedTop();
      this.#mount(top);
      const changed = this.#measure();
      const wanted = this.#wantedTop();
      if (Math.abs(this.element.scrollTop - wanted) >= 1) {
        this.element.scrollTop = wanted;
      }
      if (!changed) {
        break;
      }
    }
    this.#top = this.element.scrollTop;
  }

  #wantedTop() {
    const most = Math.max(0, this.#heights.total - this.element.clientHeight);
    if (this.#atEnd) {
      return most;
    }
    const index = this.#index.get(this.#anchor?.uid);
    const wanted = index === undefined ? this.element.scrollTop : this.#heights.top(index) - this.#anchor.offset;
    return Math.max(0, Math.min(most, wanted));
  }

  #mount(top) {
    const count = this.#items.length;
    const first = count === 0 ? 0 : this.#heights.at(top - BEYOND_PX);
    const last = count === 0 ? -1 : this.#heights.at(top + this.element.clientHeight + BEYOND_PX);
    const kept = new Map();
    let behind = null;
    for (let i = last; i >= first; i--) {
      const row = this.#rowOf(i);
      kept.set(this.#items[i].uid, row);
      if (row.row.nextSibling !== behind || row.row.parentNode !== this.#list) {
        this.#list.insertBefore(row.row, behind);
      }
      behind = row.row;
    }
    for (const [uid, {row}] of this.#rows) {
      const now = kept.get(uid)?.row;
      if (now !== row) {
        this.#drop(row, now);
      }
    }
    this.#rows = kept;
    this.#list.style.paddingTop = `${this.#heights.top(first)}px`;
    this.#list.style.paddingBottom = `${Math.max(0, this.#heights.total - this.#heights.top(last + 1))}px`;
  }

  #rowOf(index) {
    const item = this.#items[index];
    const before = this.#items[index - 1];
    const look = this.#look(item, before);
    const known = this.#rows.get(item.uid);
    if (known?.look === look) {
      known.row.setAttribute('aria-posinset', index + 1);
      known.row.setAttribute('aria-setsize', this.#items.length);
      return known;
    }
    const row = this.#makeRow(item, before);
    row.setAttribute('aria-posinset', index + 1);
    row.setAttribute('aria-setsize', this.#items.length);
    return {row, look};
  }

  /** The focus does not go with a row that goes: the one in its place gets it, or the list. */
  #drop(row, instead) {
    const hadFocus = row.contains(document.activeElement);
    row.remove();
    if (hadFocus) {
      (instead ?? this.element).focus({preventScroll: true});
    }
  }

  #measure() {
    return this.#heights.measure([...this.#rows].map(([uid, {row}]) => [uid, row.getBoundingClientRect().height]));
  }
}
