import {ask, tell} from './dialogs.js';
import {t} from './texts.js';
import {why} from './notices.js';
import {count} from './words.js';

/** What one may do about one's nickname: menu entries, and what the server says to it. */
export class Account {
  #chat;
  #offs;

  constructor(chat) {
    this.#chat = chat;
    this.#offs = [
      chat.on('registered', () => tell(t('account.done'), t('account.registered'))),
      chat.on('account', (action) => {
        if (action !== 'delete') {
          tell(t('account.done'), t('account.changed'));
        }
      }),
      chat.on('account-refused', (error) => tell(t('problem.title'), this.#whyNot(error))),
    ];
  }

  close() {
    this.#offs.forEach((off) => off());
  }

  get entries() {
    return [
      {id: 'register', label: t('account.register'), does: () => this.#register()},
      {id: 'password', label: t('account.password'), does: () => this.#changePassword()},
      {id: 'logout-others', label: t('account.logoutOthers'), does: () =>
        this.#confirm('logout-others', 'account.logoutOthers', t('account.logoutOthers.words'))},
      {id: 'delete', label: t('account.delete'), does: () =>
        this.#confirm('delete', 'account.delete', t('account.delete.words', this.#chat.nickname))},
    ];
  }

  async #register() {
    const answer = await ask({
      title: t('account.register'),
      words: t('account.register.words', this.#chat.nickname),
      ok: t('dialog.ok'),
      fields: this.#twice(),
      check: (values) => this.#check(values),
    });
    if (answer) {
      this.#chat.ask({type: 'register', password: answer.password});
    }
  }

  async #changePassword() {
    const answer = await ask({
      title: t('account.password'),
      ok: t('dialog.ok'),
      fields: [present(), ...this.#twice()],
      check: (values) => this.#check(values),
    });
    if (answer) {
      this.#chat.ask({type: 'account', action: 'password', password: answer.present, newPassword: answer.password});
    }
  }

  async #confirm(action, title, words) {
    const answer = await ask({title: t(title), words, ok: t('dialog.ok'), fields: [present()]});
    if (answer) {
      this.#chat.ask({type: 'account', action, password: answer.present});
    }
  }

  #twice() {
    return ['password', 'repeat'].map((name) => ({
      name, type: 'password', autocomplete: 'new-password',
      label: t(name === 'repeat' ? 'account.repeat' : 'account.newPassword'),
    }));
  }

  #check({password, repeat}) {
    const least = this.#chat.limits.passwordMinCodePoints;
    if (count(password) < least) {
      return t('account.tooShort', least);
    }
    return password === repeat ? null : t('account.differ');
  }

  #whyNot(error) {
    switch (error.code) {
      case 'wrong-password': return t('problem.PASSWORD_WRONG');
      case 'rate-limited': return t('account.slowDown', Math.ceil((error.retryAfterMs ?? 1000) / 1000));
      case 'forbidden': return t(error.reason === 'is-account' ? 'account.already' : 'account.none');
      default: return why(error);
    }
  }
}

function present() {
  return {name: 'present', type: 'password', autocomplete: 'current-password', label: t('account.present')};
}
