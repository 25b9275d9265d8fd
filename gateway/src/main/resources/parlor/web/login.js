import {roomInAddress} from './address.js';
import {h} from './dom.js';
import {likes} from './keep.js';
import {why} from './notices.js';
import {LOBBY} from './rooms.js';
import {currentLanguage, switchLanguage, t} from './texts.js';
import {count, isBlank, visible} from './words.js';

/** Which words tell why a login did not work. */
const PROBLEMS = {
  'nickname-reserved': 'NICKNAME_RESERVED',
  'nickname-taken': 'NICKNAME_TAKEN',
  'password-required': 'PASSWORD_REQUIRED',
  'wrong-password': 'PASSWORD_WRONG',
  'unsupported-protocol': 'PROTOCOL',
  unavailable: 'UNAVAILABLE',
  unreachable: 'UNREACHABLE',
};

/** Where a person says who he or she is. */
export class LoginView {
  #chat;
  #nickname;
  #password;
  #problem;
  #enter;
  #passwordRow;
  #invited = h('p.invited', {dir: 'auto'});
  element;

  /** @param {() => void} redraw called after the language has changed */
  constructor(chat, redraw) {
    this.#chat = chat;
    this.#nickname = h('input', {
      id: 'nickname', name: 'nickname', value: likes.get('nickname', ''), autocomplete: 'username',
      placeholder: t('login.nickname.hint'), dir: 'auto', required: false, 'aria-describedby': 'login-problem',
    });
    this.#password = h('input', {id: 'password', name: 'password', type: 'password', autocomplete: 'current-password'});
    this.#passwordRow = h('label', {for: 'password', hidden: true}, h('span', {text: t('login.password')}), this.#password);
    this.#problem = h('p.problem', {id: 'login-problem', role: 'alert', hidden: true});
    this.#enter = h('button.primary', {id: 'enter', text: t('login.enter')});
    this.element = h('main.login', {},
        h('form', {onsubmit: (event) => this.#submit(event)},
            h('img', {src: new URL('icon.svg', import.meta.url).href, alt: '', width: 64, height: 64}),
            h('h1', {text: t('login.title')}),
            h('p.tagline', {text: t('login.tagline')}),
            this.#invited,
            h('label', {for: 'nickname'}, h('span', {text: t('login.nickname')}), this.#nickname),
            this.#passwordRow,
            this.#problem,
            this.#enter,
            h('p.network', {text: t('login.network')})),
        h('button.link', {
          type: 'button', id: 'language', lang: currentLanguage() === 'en' ? 'zh' : 'en',
          text: t('view.otherLanguage'),
          onclick: () => {
            switchLanguage();
            redraw();
          },
        }));
    this.showInvitation();
  }

  /** Says which room the page's address leads to, if it is not the one where everybody comes in. */
  showInvitation() {
    const room = roomInAddress() ?? LOBBY;
    this.#invited.hidden = room === LOBBY;
    this.#invited.textContent = t('login.invited', visible(room));
  }

  focus() {
    this.#nickname.focus();
  }

  #submit(event) {
    event.preventDefault();
    const nickname = this.#nickname.value;
    if (isBlank(nickname)) {
      this.#say(t('problem.NICKNAME_BLANK'));
      this.#nickname.focus();
      return;
    }
    likes.set('nickname', nickname);
    this.#problem.hidden = true;
    this.#chat.login(nickname, this.#passwordRow.hidden ? '' : this.#password.value, roomInAddress());
  }

  /** While a login is on its way nothing else begins. */
  showStanding() {
    const busy = this.#chat.standing !== 'out';
    this.#enter.disabled = busy;
    this.#enter.textContent = busy ? t('login.connecting', location.host) : t('login.enter');
  }

  /** @param {{code: string, reason?: string, message?: string}} problem */
  showProblem(problem) {
    const {code, reason, retryAfterMs} = problem;
    const ofPassword = code === 'password-required' || code === 'wrong-password';
    if (ofPassword) {
      this.#passwordRow.hidden = false;
    }
    if (code === 'session-unknown') {
      this.#say(t('problem.SESSION_UNKNOWN'));
    } else if (code === 'rate-limited' && retryAfterMs) {
      this.#say(t('account.slowDown', Math.ceil(retryAfterMs / 1000)));
    } else if (code === 'nickname-invalid') {
      const kind = {blank: 'BLANK', 'too-long': 'TOO_LONG'}[reason] ?? 'CHARACTERS';
      this.#say(t(`problem.NICKNAME_${kind}`, this.#chat.limits.nicknameCodePoints, count(this.#nickname.value)));
    } else if (code in PROBLEMS) {
      this.#say(t(`problem.${PROBLEMS[code]}`, location.host));
    } else {
      this.#say(t('problem.REFUSED', why(problem)));
    }
    (ofPassword ? this.#password : this.#nickname).focus();
  }

  #say(words) {
    this.#problem.hidden = false;
    this.#problem.textContent = words;
  }
}
