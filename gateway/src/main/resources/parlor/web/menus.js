import {h} from './dom.js';

let close = () => {};

/**
 * Shows what may be chosen, beside what was pressed.
 * @param {HTMLElement} anchor gets the focus back
 * @param {(null|{label: string, does: () => void, checked?: boolean, id?: string})[]} entries null
 *     is a line between others
 */
export function openMenu(anchor, label, entries) {
  close();
  const menu = h('div.menu', {role: 'menu', 'aria-label': label}, entries.map(entryOf));
  const items = () => [...menu.querySelectorAll('button')];
  close = () => {
    close = () => {};
    document.removeEventListener('pointerdown', outside, true);
    window.removeEventListener('resize', close);
    anchor.removeAttribute('aria-expanded');
    const inside = menu.contains(document.activeElement);
    menu.remove();
    if (inside && anchor.isConnected) {
      anchor.focus();
    }
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) {
      close();
    }
  };
  menu.addEventListener('keydown', (event) => move(event, items()));
  menu.addEventListener('click', (event) => {
    const chosen = entries[Number(event.target.closest('button')?.dataset.index)];
    if (chosen) {
      close();
      chosen.does();
    }
  });
  document.addEventListener('pointerdown', outside, true);
  window.addEventListener('resize', close);
  anchor.setAttribute('aria-expanded', 'true');
  (anchor.closest('main, aside, nav') ?? document.body).append(menu);
  place(menu, anchor.getBoundingClientRect());
  items()[0]?.focus();
}

function entryOf(entry, index) {
  if (entry === null) {
    return h('div', {role: 'separator'});
  }
  return h('button', {
    type: 'button',
    role: entry.checked === undefined ? 'menuitem' : 'menuitemcheckbox',
    'aria-checked': entry.checked === undefined ? undefined : String(entry.checked),
    'data-index': index,
    'data-id': entry.id,
    tabindex: -1,
    dir: 'auto',
    text: entry.label,
  });
}

function move(event, items) {
  const at = items.indexOf(document.activeElement);
  const to = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[to].focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
}

/** Below what was pressed, or above it where there is more room; never beyond the edges. */
function place(menu, anchor) {
  const {width, height} = menu.getBoundingClientRect();
  const below = anchor.bottom + height + 8 <= innerHeight;
  menu.style.top = `${Math.max(8, below ? anchor.bottom + 4 : anchor.top - height - 4)}px`;
  menu.style.left = `${Math.max(8, Math.min(anchor.left, innerWidth - width - 8))}px`;
}
