import {folded} from './nicknames.js';

const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const SEEN = /[^\s\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/u;
const LETTER = /[\p{L}\p{Nd}]/u;
const IDEOGRAPH = /\p{Ideographic}/u;

/** How many characters a person counts: code points. */
export function count(text) {
  let points = 0;
  for (const _ of text) {
    points++;
  }
  return points;
}

/** Whether there is nothing to be seen in a text. */
export function isBlank(text) {
  return !SEEN.test(text);
}

/** Whether not every database can keep it. */
export function isUnstorable(text) {
  return UNSTORABLE.test(text);
}

/** Controls as signs that can be seen; line breaks and tabs stay. */
export function visible(text) {
  return text.replace(/[\0-\x08\x0B-\x1F\x7F-\x9F\u2028\u2029]/g, (control) => {
    const code = control.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7F ? '\u2421' : '\uFFFD';
  });
}

/**
 * Whether a text names somebody: by `@nickname`, or by the nickname as a word. Scripts that put no
 * spaces between words have no words to look for: there any place counts.
 */
export function names(text, nickname) {
  if (nickname === '') {
    return false;
  }
  const where = folded(text);
  const what = folded(nickname);
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) {
    const end = at + what.length;
    if (!joins(before(where, at), from(where, at)) && !joins(before(where, end), from(where, end))) {
      return true;
    }
  }
  return false;
}

function before(text, at) {
  const last = [...text.slice(Math.max(0, at - 2), at)];
  return last[last.length - 1] ?? '';
}

function from(text, at) {
  return at < text.length ? String.fromCodePoint(text.codePointAt(at)) : '';
}

/** Whether two characters belong to one word. */
function joins(one, other) {
  return LETTER.test(one) && LETTER.test(other) && !IDEOGRAPH.test(one) && !IDEOGRAPH.test(other);
}

/** Completes the beginning of a nickname before the caret; null if nothing fits. */
export function complete(text, caret, nicknames) {
  let begin = caret;
  while (begin > 0 && !/\s/.test(text[begin - 1])) {
    begin--;
  }
  begin = Math.max(begin, text.lastIndexOf('@', caret - 1));
  const typed = text.slice(begin, caret);
  const called = typed.startsWith('@');
  const beginning = folded(called ? typed.slice(1) : typed);
  if (beginning === '' && !called) {
    return null;
  }
  const found = nicknames.find((name) => folded(name).startsWith(beginning));
  return found === undefined ? null : {from: begin, replacement: `@${found} `};
}

/** Cuts a text into plain parts and links; only what is http or https is a link. */
export function parts(text) {
  const found = [];
  let done = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"'\u3000-\u303F\uFF00-\uFFEF]+/giu)) {
    const typed = match[0].replace(/[.,;:!?)\]}]+$/u, '');
    const url = URL.canParse(typed) ? new URL(typed) : null;
    if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') {
      found.push({text: text.slice(done, match.index)}, {text: typed, href: url.href});
      done = match.index + typed.length;
    }
  }
  found.push({text: text.slice(done)});
  return found.filter((part) => part.text !== '');
}
