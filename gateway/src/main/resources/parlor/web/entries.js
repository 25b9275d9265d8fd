import {areSame} from './nicknames.js';

/** Whether somebody with that nickname has said it. */
export function isOwn({from}, nickname) {
  return areSame(from, nickname);
}

/** What a room shows of an entry of its log; null for what shows in no place of its own. */
export function itemOf(entry, nickname) {
  const {seq, at, from} = entry;
  if (entry.type === 'topic') {
    return {kind: 'topic', seq, at, from, topic: entry.topic};
  }
  if (entry.type !== 'message') {
    return null;
  }
  return {
    kind: 'message',
    seq,
    at,
    from,
    robot: entry.kind === 'robot',
    text: entry.text ?? '',
    own: isOwn(entry, nickname),
    replyTo: entry.replyTo,
    attachments: entry.attachments ?? [],
    removed: entry.removed ?? false,
  };
}
