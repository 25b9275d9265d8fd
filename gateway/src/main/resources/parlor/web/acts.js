import {ask} from './dialogs.js';
import {areSame} from './nicknames.js';
import {t} from './texts.js';
import {isAtLeast} from './room.js';
import {count} from './words.js';

const SHORT_MUTE_MINUTES = 10;

/** What one may do about a person, a message or a room; what one may not is not offered. */
export class Acts {
  #chat;

  constructor(chat) {
    this.#chat = chat;
  }

  get #moderation() {
    return this.#chat.moderation;
  }

  /** Menu entries about somebody who is in a room. */
  aboutMember(room, member, composer) {
    const {nickname} = member;
    const entries = [{id: 'mention', label: t('members.mention', nickname), does: () => composer.mention(nickname)}];
    if (areSame(nickname, this.#chat.nickname)) {
      return entries;
    }
    entries.push({id: 'message', label: t('members.message', nickname), does: () => this.#chat.talkTo(nickname)});
    if (member.kind === 'robot') {
      return entries;
    }
    const blocked = this.#moderation.hasBlocked(nickname);
    entries.push({
      id: 'block',
      label: t(blocked ? 'moderation.unblock' : 'moderation.block', nickname),
      does: () => this.#moderation.block(nickname, !blocked),
    });
    return room.isPrivate || !this.#moderation.mayDiscipline(room, member)
        ? entries : [...entries, null, ...this.#orders(room, nickname), null, ...this.#roles(room, member)];
  }

  #orders(room, nickname) {
    const order = (id, order, minutes) => ({
      id, label: t(`moderation.${id}`, nickname), does: () => this.#order(room, order, nickname, minutes),
    });
    return [
      order('muteShort', 'mute', SHORT_MUTE_MINUTES),
      order('mute', 'mute'),
      order('unmute', 'unmute'),
      order('kick', 'kick'),
      order('ban', 'ban'),
    ];
  }

  #roles(room, member) {
    const roles = isAtLeast(room.role, 'owner') ? ['none', 'member', 'moderator', 'owner'] : ['none', 'member'];
    return roles.map((role) => ({
      id: `role-${role}`,
      label: t('moderation.roleIs', t(`role.${role.toUpperCase()}`)),
      checked: (member.role ?? 'none') === role,
      does: () => this.#moderation.setRole(room, member.nickname, role),
    }));
  }

  /** What hurts needs a second word, which is the reason. */
  async #order(room, order, nickname, minutes) {
    if (order === 'unmute') {
      this.#moderation.discipline(room, order, nickname);
      return;
    }
    const reason = await this.#line(t(`moderation.${order}`, nickname), t(`moderation.${order}.reason.words`, nickname), '');
    if (reason !== null) {
      this.#moderation.discipline(room, order, nickname, minutes, reason);
    }
  }

  /** Menu entries about a message. */
  aboutMessage(room, message, composer) {
    if (message.kind === 'pending') {
      return [
        {id: 'again', label: t('chat.sendAgain'), does: () => this.#chat.sayAgain(room, message)},
        {id: 'edit', label: t('chat.edit'), does: () => {
          composer.takeBack(message);
          composer.focus();
        }},
        {id: 'discard', label: t('chat.discard'), does: () => this.#chat.discard(room, message)},
        {id: 'copy', label: t('chat.copy'), does: () => navigator.clipboard?.writeText(message.text)},
      ];
    }
    const entries = [
      {id: 'reply', label: t('chat.reply'), does: () => composer.replyTo(message)},
      {id: 'copy', label: t('chat.copy'), does: () => navigator.clipboard?.writeText(message.text)},
    ];
    if (this.#moderation.mayRemove(room, message)) {
      entries.push({id: 'remove', label: t('moderation.remove'), does: () => this.#moderation.remove(room, message.seq)});
    }
    if (!message.own && !message.robot) {
      const blocked = this.#moderation.hasBlocked(message.from);
      entries.push({
        id: 'block',
        label: t(blocked ? 'moderation.unblock' : 'moderation.block', message.from),
        does: () => this.#moderation.block(message.from, !blocked),
      });
    }
    return entries;
  }

  /** Menu entries about a room, for those who may keep order in it. */
  aboutRoom(room) {
    if (room.isPrivate || !isAtLeast(room.role, 'moderator')) {
      return [];
    }
    const entries = [
      {id: 'topic', label: t('moderation.topic'), does: () => this.#askForTopic(room)},
      {id: 'unban', label: t('moderation.unban'), does: () => this.#askWhom(room, 'unban', (nickname) =>
        this.#moderation.discipline(room, 'unban', nickname))},
    ];
    if (isAtLeast(room.role, 'owner')) {
      entries.push(
          {id: 'invite', label: t('moderation.invite'), does: () => this.#askWhom(room, 'invite', (nickname) =>
            this.#moderation.setRole(room, nickname, 'member'))},
          {id: 'membersOnly', label: t('moderation.membersOnly'), checked: room.membersOnly,
            does: () => this.#moderation.setKind(room, {membersOnly: !room.membersOnly})},
          {id: 'hidden', label: t('moderation.hidden'), checked: room.hidden,
            does: () => this.#moderation.setKind(room, {hidden: !room.hidden})});
    }
    return entries;
  }

  async #askForTopic(room) {
    const topic = await this.#line(t('moderation.topic'), t('moderation.topic.words', room.name), room.topic);
    if (topic !== null) {
      this.#moderation.setTopic(room, topic);
    }
  }

  async #askWhom(room, what, does) {
    const nickname = await this.#line(t(`moderation.${what}`), t(`moderation.${what}.words`, room.name), '');
    if (nickname) {
      does(nickname);
    }
  }

  /** One line of words, or null if the person thought better of it. */
  async #line(title, label, value) {
    const most = this.#chat.limits.topicCodePoints;
    const answer = await ask({
      title, ok: t('dialog.ok'), fields: [{name: 'line', label, value}],
      check: ({line}) => (count(line.trim()) > most ? t('moderation.invalid.too-long') : null),
    });
    return answer && answer.line.trim();
  }
}
