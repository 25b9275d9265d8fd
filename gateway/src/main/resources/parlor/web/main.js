import {roomInAddress} from './address.js';
import {Chat} from './chat.js';
import {ChatView} from './chatview.js';
import * as keep from './keep.js';
import {LoginView} from './login.js';
import {currentLanguage} from './texts.js';
import {applyTheme} from './theme.js';

/** The page: logs in, or goes on where this tab was before it was loaded again. */
const chat = new Chat(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/chat`);
let view = null;

function place(next) {
  view?.close?.();
  view = next;
  document.documentElement.lang = currentLanguage() === 'zh' ? 'zh-Hans' : 'en';
  document.body.replaceChildren(view.element);
}

function showLogin() {
  document.title = 'Parlor';
  place(new LoginView(chat, showLogin));
  view.showStanding();
  view.focus();
}

function showChat() {
  const seen = view instanceof ChatView ? view.seen : null;
  place(new ChatView(chat, showChat));
  if (seen) {
    view.see(seen);
  }
}

/** A login that began before the page was loaded shows the chat at once. */
function fit() {
  const inside = chat.standing !== 'out' && chat.session !== null;
  if (inside && !(view instanceof ChatView)) {
    showChat();
  } else if (chat.standing === 'out' && !(view instanceof LoginView)) {
    showLogin();
  }
  view.showStanding?.();
}

chat.on('standing', () => {
  fit();
  chat.memory.keep(chat);
});
chat.on('login-failed', (problem) => view.showProblem(problem));
for (const what of ['entered', 'opened', 'left', 'confirmed']) {
  chat.on(what, () => chat.memory.keep(chat));
}

/** A room that a person has put behind the page's address. */
function followAddress() {
  const room = roomInAddress();
  if (view instanceof ChatView && room !== null) {
    chat.join(room);
  }
  view.showInvitation?.();
}

function onKey(event) {
  if (!(view instanceof ChatView) || document.querySelector('dialog')) {
    return;
  }
  const control = event.ctrlKey || event.metaKey;
  const does = control && !event.shiftKey && !event.altKey ? {
    f: () => view.search(),
    j: () => view.joinRoom(),
    k: () => view.talkTo(),
  }[event.key.toLowerCase()] : event.altKey ? {
    ArrowDown: () => view.seeOther(1),
    ArrowUp: () => view.seeOther(-1),
  }[event.key] : undefined;
  if (does) {
    event.preventDefault();
    does();
  }
}

addEventListener('keydown', onKey);
addEventListener('focus', () => view.attend?.());
addEventListener('blur', () => view.attend?.());
addEventListener('hashchange', followAddress);
addEventListener('online', () => chat.lookNow());
addEventListener('pagehide', () => chat.memory.keep(chat));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    chat.lookNow();
  } else {
    chat.memory.keep(chat);
  }
});

applyTheme();
const before = keep.login.get();
if (before) {
  showChat();
  chat.goOn(before, roomInAddress());
} else {
  showLogin();
}
