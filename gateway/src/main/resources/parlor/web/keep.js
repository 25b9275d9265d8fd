/**
 * What outlives the page. This tab's login goes with the tab; what was written, and what a person
 * likes, stays in this browser.
 */
const tab = sessionStorage;
const browser = localStorage;

function read(store, key, otherwise) {
  const kept = store.getItem(key);
  if (kept === null) {
    return otherwise;
  }
  try {
    return JSON.parse(kept);
  } catch {
    store.removeItem(key);
    return otherwise;
  }
}

function write(store, key, value) {
  if (value === null || value === undefined || value === '') {
    store.removeItem(key);
  } else {
    store.setItem(key, JSON.stringify(value));
  }
}

/** `{nickname, session, rooms, seen}` of this tab, or null. */
export const login = {
  get: () => read(tab, 'parlor.login', null),
  set: (value) => write(tab, 'parlor.login', value),
};

/** What was said and not confirmed: `[{room, with, item}]`. */
export const unsent = {
  get: () => read(tab, 'parlor.unsent', []),
  set: (value) => write(tab, 'parlor.unsent', value.length === 0 ? null : value),
};

/** What a person likes: language, theme, which keys send, being told, rooms that are silent. */
export const likes = {
  get: (name, otherwise) => read(browser, `parlor.${name}`, otherwise),
  set: (name, value) => write(browser, `parlor.${name}`, value),
};

/** What is being written, for each person and room. */
export const drafts = {
  get: (nickname, room) => read(browser, `parlor.draft.${nickname}.${room}`, ''),
  set: (nickname, room, text) => write(browser, `parlor.draft.${nickname}.${room}`, text),
};
