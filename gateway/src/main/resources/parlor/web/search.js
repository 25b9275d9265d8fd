import {h} from './dom.js';
import {open} from './dialogs.js';
import {date, t, time} from './texts.js';
import {visible} from './words.js';

/**
 * Finds what was said.
 * @param {object|null} room the one that is seen
 * @param {(room: object, seq: number) => void} onChosen
 */
export function openSearch(chat, room, onChosen) {
  let next;
  const text = h('input', {name: 'text', enterkeyhint: 'search', 'aria-label': t('search.text'), placeholder: t('search.text'), autofocus: true, dir: 'auto'});
  const here = h('input', {type: 'checkbox', name: 'here'});
  const state = h('p.state', {role: 'status'});
  const list = h('ul.found', {'aria-label': t('search.title')});
  const more = h('button.quiet', {type: 'button', hidden: true, text: t('search.more'), onclick: () => search(next)});
  const search = (from) => {
    if (text.value.trim() === '') {
      return;
    }
    if (!chat.isOnline) {
      state.textContent = t('search.offline');
      return;
    }
    if (from === undefined) {
      list.replaceChildren();
    }
    state.textContent = t('search.looking');
    chat.request({type: 'search', text: text.value, room: here.checked ? room.name : undefined, next: from});
  };
  const found = chat.on('found', (page) => {
    list.append(...page.messages.map((message) => h('li', {}, h('button', {
      type: 'button',
      onclick: () => {
        const where = chat.rooms.get(message.room);
        if (where) {
          dialog.close();
          onChosen(where, message.seq);
        }
      },
    }, h('span.head', {text: head(message)}), h('bdi', {text: visible(message.text.trim().replace(/\s+/g, ' '))})))));
    next = page.next;
    more.hidden = next === undefined;
    state.textContent = t('search.found', list.children.length);
  });
  const refused = chat.on('refused', () => {
    state.textContent = '';
  });
  const dialog = h('dialog.search', {'aria-labelledby': 'dialog-title', onclose: () => {
    found();
    refused();
  }},
  h('h2', {text: t('search.title'), id: 'dialog-title'}),
  h('form', {onsubmit: (event) => {
    event.preventDefault();
    search(undefined);
  }}, h('div.write', {}, text, h('button.primary', {text: t('search.go')})),
  room?.hasName ? h('label.check', {}, here, h('span', {text: t('search.onlyHere', room.title)})) : null),
  state, list, more,
  h('div.buttons', {}, h('button', {type: 'button', text: t('dialog.close'), onclick: () => dialog.close()})));
  open(dialog);
}

function head({room, from, at}) {
  const where = room.startsWith('@') ? '' : `# ${room} · `;
  return visible(`${where}${from} · ${date(at)} ${time(at)}`);
}
