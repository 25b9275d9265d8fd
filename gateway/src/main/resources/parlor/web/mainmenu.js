import {likes} from './keep.js';
import {Notifier} from './notifier.js';
import {switchLanguage, t} from './texts.js';
import {isDark, switchTheme} from './theme.js';

/** What concerns the page and the person rather than a room. */
export function mainMenu({chat, room, notifier, account, redraw, changed, say}) {
  const enterSends = likes.get('enterSends', false);
  return [
    {id: 'theme', label: t('view.dark'), checked: isDark(), does: switchTheme},
    {id: 'language', label: t('view.otherLanguage'), does: () => {
      switchLanguage();
      redraw();
    }},
    {id: 'enter-sends', label: t('view.enterSends'), checked: enterSends, does: () => {
      likes.set('enterSends', !enterSends);
      redraw();
    }},
    ...(Notifier.isPossible ? [{
      id: 'notify', label: t('view.notify'), checked: Notifier.isOn, does: async () => {
        await Notifier.turn(!Notifier.isOn);
        if (!Notifier.isOn && Notification.permission === 'denied') {
          say(t('view.notify.denied'));
        }
      },
    }] : []),
    ...(room ? [{id: 'silence', label: t('rooms.silent', room.title), checked: notifier.isSilent(room), does: () => {
      say(t(notifier.silence(room) ? 'rooms.silenced' : 'rooms.heardAgain', room.title));
      changed();
    }}] : []),
    null,
    ...account.entries,
    null,
    {id: 'logout', label: t('session.logout'), does: () => chat.logout()},
  ];
}
