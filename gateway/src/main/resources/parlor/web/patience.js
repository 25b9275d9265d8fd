const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** What the server cannot do just now it may do in a moment. */
export function isPassing({code}) {
  return code === 'unavailable' || code === 'rate-limited';
}

/**
 * How long to wait before it is asked again: as long as the server says, and longer and longer while
 * it goes on refusing.
 * @param {number} refusals how often it was refused before
 */
export function patience(refusals, retryAfterMs) {
  const own = FIRST_WAIT_MS * 2 ** Math.min(refusals, 6);
  return Math.min(LONGEST_WAIT_MS, Math.max(own, retryAfterMs ?? 0));
}
