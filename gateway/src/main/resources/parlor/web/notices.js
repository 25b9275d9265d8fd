import {has, t, time} from './texts.js';

/** The words of everything in a transcript that nobody said. */
export function words(item) {
  switch (item.kind) {
    case 'topic': return item.topic === '' ? t('notice.topic.none', item.from) : t('notice.topic', item.from, item.topic);
    case 'message': return t(item.removed ? 'notice.removed' : 'notice.blocked', item.from);
    default: return withReason(notice(item), item.text);
  }
}

function notice(item) {
  switch (item.what) {
    case 'welcomed': return t('notice.welcome', item.nickname, item.room);
    case 'joined': return t('notice.joined', item.nickname);
    case 'left': return t(`notice.left.${item.reason.toUpperCase()}`, item.nickname, item.by);
    case 'changed': return t('notice.changed', item.joined, item.left);
    case 'room-changed': return t(
        'notice.room',
        item.by,
        t(item.membersOnly ? 'room.membersOnly.is' : 'room.open.is'),
        t(item.hidden ? 'room.hidden.is' : 'room.listed.is'));
    default: return memberChanged(item);
  }
}

function memberChanged({nickname, role, muted, until, by}) {
  if (role !== undefined) {
    return t(`notice.role.${role.toUpperCase()}`, nickname, by);
  }
  if (!muted) {
    return t('notice.unmuted', nickname, by);
  }
  return until === undefined ? t('notice.muted', nickname, by) : t('notice.mutedUntil', nickname, by, time(until));
}

function withReason(said, reason) {
  return reason === undefined ? said : t('notice.reason', said, reason);
}

/** Why the server did not do something, in the person's language. */
export function why({code, reason, message}) {
  if (code === 'forbidden') {
    const key = `forbidden.${reason ?? 'role'}`;
    return has(key) ? t(key) : message;
  }
  return has(`refused.${code}`) ? t(`refused.${code}`) : message;
}
