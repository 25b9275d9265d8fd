import {newId} from './ids.js';

/**
 * Asks for pages of a room's log and puts each where its request wanted it: older ones, what was
 * missed, what lies between. What a lost connection or a refusal cut off may be asked for again.
 */
export class Pages {
  #send;
  #add;
  #pageLength;
  /** What is on its way, by the id of the request: `{room, before?, after?, older, gap}`. */
  #asked = new Map();

  /**
   * @param {(room, from: number, to: number, entries: object[]) => void} add puts entries, ascending
   * @param {() => number} pageLength how many entries the server gives at once
   */
  constructor(send, add, pageLength) {
    this.#send = send;
    this.#add = add;
    this.#pageLength = pageLength;
  }

  /** What was said before the first message here. */
  loadOlder(room) {
    if (room.hasOlder && !room.loadingOlder) {
      room.setLoadingOlder(true);
      this.#ask({room, before: room.firstHere, older: true});
    }
  }

  /** What was said around an entry, however far away it is: gaps stay where they are. */
  loadAround(room, seq) {
    if (!room.loadingOlder) {
      room.setLoadingOlder(true);
      this.#ask({room, before: seq + Math.floor(this.#pageLength() / 2) + 1, older: true});
    }
  }

  /**
   * A page of what is missing in a gap.
   * @param {boolean} fromBelow its newest entries, else its oldest
   */
  loadGap(room, {after, before, loading}, fromBelow) {
    if (!loading) {
      room.setLoading({after, before}, true);
      this.#ask({room, gap: {after, before}, ...(fromBelow ? {before} : {after})});
    }
  }

  /** What was missed while the connection was gone, page by page. */
  catchUp(room) {
    room.setCatchingUp(true);
    this.#ask({room, after: room.seq});
  }

  #ask(asked) {
    const id = newId();
    this.#asked.set(id, asked);
    this.#send({type: 'history', id, room: asked.room.name, before: asked.before, after: asked.after});
  }

  on({re, messages, more}) {
    const asked = this.#asked.get(re);
    if (!this.#asked.delete(re)) {
      return;
    }
    const {room, before, after, older, gap} = asked;
    if (before !== undefined) {
      this.#addBefore(room, before, messages, more);
    } else {
      const last = messages.at(-1)?.seq ?? room.startBehind(after) - 1;
      this.#add(room, after + 1, last, messages);
    }
    if (older || gap) {
      isDone(asked);
    } else if (room.isMissingFrom(room.seq)) {
      this.catchUp(room);
    } else {
      room.setCatchingUp(false);
    }
  }

  #addBefore(room, before, messages, more) {
    const last = Math.min(before - 1, room.newest);
    const first = messages[0]?.seq;
    if (first === undefined) {
      room.keptFrom(before);
      this.#add(room, room.endBefore(before) + 1, last, messages);
      return;
    }
    this.#add(room, first, Math.max(last, messages.at(-1).seq), messages);
    if (!more) {
      room.keptFrom(first);
    }
  }

  /** Whether that request is for what was missed, which nobody asks for but the page itself. */
  isCatchingUp(id) {
    const asked = this.#asked.get(id);
    return asked !== undefined && !asked.older && !asked.gap;
  }

  /** It does not come; a person may ask for it again. */
  refused({id}) {
    const asked = this.#asked.get(id);
    if (this.#asked.delete(id)) {
      isDone(asked);
    }
  }

  /** None of them will be answered any more. */
  lost() {
    const unanswered = [...this.#asked.values()];
    this.#asked.clear();
    unanswered.forEach(isDone);
  }
}

function isDone({room, older, gap}) {
  if (older) {
    room.setLoadingOlder(false);
  } else if (gap) {
    room.setLoading(gap, false);
  } else {
    room.setCatchingUp(false);
  }
}
