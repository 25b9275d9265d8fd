const MAX_ROUNDS = 8;
const KEEPS_CASE = /\u0131|\p{Lo}/u;

/** The form in which two are compared, also of a part of a nickname or of what names one. */
export function folded(nickname) {
  let now = nickname.normalize('NFKC');
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = [...now].map(foldedPoint).join('').normalize('NFKC');
    if (next === now) {
      return now;
    }
    now = next;
  }
  return nickname;
}

/**
 * Upper case and back makes one of what differs in case only: final and other sigma, ß and ss. One
 * code point at a time, for lower case of a whole text depends on what stands around.
 */
function foldedPoint(point) {
  return KEEPS_CASE.test(point) ? point : point < '\x80' ? point.toLowerCase() : point.toUpperCase().toLowerCase();
}

/** Nicknames as the server compares them: `Ada`, `ada` and `ａｄａ` are one. */
export function areSame(one, other) {
  return one === other || folded(one) === folded(other);
}

export function isRobot(nickname) {
  return areSame(nickname, 'robot');
}
