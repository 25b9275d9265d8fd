import {folded} from './nicknames.js';

/** The room that the page's address names behind its `#`, as the server calls it, or null. */
export function roomInAddress() {
  const given = location.hash.slice(1);
  const name = folded(decoded(given).trim());
  return name === '' ? null : name;
}

/** Percent signs that stand for nothing stay as they are. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address leads whoever is given it to that room; to a private conversation none does. */
export function putInAddress(room) {
  const {pathname, search} = location;
  history.replaceState(null, '', pathname + search + (room.isPrivate ? '' : `#${encodeURIComponent(room.name)}`));
}
