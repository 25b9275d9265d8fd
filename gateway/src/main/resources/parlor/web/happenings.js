import {areSame} from './nicknames.js';

/**
 * What happens in rooms beside what is said: who comes and goes, who may do what. Each is a
 * function of the chat's rooms, the frame and the chat.
 */
export const happenings = {
  'member-joined'(rooms, {room: name, nickname, kind, role, at}) {
    const room = rooms.get(name);
    room?.joined({nickname, kind, role});
    room?.addNotice('joined', at, {nickname});
  },

  'member-left'(rooms, {room: name, nickname, reason, by, text, at}) {
    const room = rooms.get(name);
    room?.left(nickname);
    room?.addNotice('left', at, {nickname, reason, by, text});
  },

  'members-changed'(rooms, {room: name, joined, left, memberCount}, chat) {
    const room = rooms.get(name);
    if (room) {
      room.setMembers([], memberCount);
      chat.request({type: 'members', room: name});
      room.addNotice('changed', Date.now(), {joined, left});
    }
  },

  members(rooms, {room: name, members, more}, chat) {
    rooms.get(name)?.addMembers(members);
    if (more && members.length > 0) {
      chat.request({type: 'members', room: name, after: members.at(-1).nickname});
    }
  },

  'member-changed'(rooms, {room: name, nickname, role, muted, until, by, text}, chat) {
    const room = rooms.get(name);
    if (role !== undefined) {
      room?.setRoleOf(nickname, role);
      if (room && areSame(nickname, chat.nickname) && room.role !== 'admin') {
        room.setStanding({role});
      }
    }
    room?.addNotice('member-changed', Date.now(), {nickname, role, muted, until, by, text});
  },

  'room-changed'(rooms, {room: name, membersOnly, hidden, by}) {
    const room = rooms.get(name);
    room?.setStanding({membersOnly, hidden});
    room?.addNotice('room-changed', Date.now(), {membersOnly, hidden, by});
  },

  typing(rooms, {room: name, nickname}) {
    rooms.get(name)?.types(nickname);
  },

  /** Out of a room; if one was put out, the notice before has told why. */
  left(rooms, {room: name, reason}, chat) {
    rooms.doorway.left(name);
    const room = reason === undefined ? undefined : rooms.get(name);
    if (room) {
      const how = room.items.findLast((item) => item.kind === 'notice' && item.what === 'left');
      rooms.forget(room);
      chat.emit('put-out', room, how);
    }
  },
};
