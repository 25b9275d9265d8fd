import {h} from './dom.js';
import {t} from './texts.js';

/** Opens a dialog; where the focus was, it is again when the dialog has gone. */
export function open(dialog) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (before?.isConnected) {
      before.focus();
    }
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.showModal();
}

/**
 * Asks a person for something.
 * @param {{title: string, words?: string, ok: string, fields: {name: string, label: string,
 *     type?: string, value?: string, autocomplete?: string, maxlength?: number}[],
 *     check?: (values: object) => string|null}} question
 * @returns {Promise<object|null>} what was typed by name, or null
 */
export function ask({title, words = '', ok, fields, check = () => null}) {
  return new Promise((resolve) => {
    let answer = null;
    const problem = h('p.problem', {role: 'alert'});
    const inputs = fields.map((field, index) => h('input', {
      name: field.name,
      type: field.type ?? 'text',
      value: field.value ?? '',
      autocomplete: field.autocomplete ?? 'off',
      maxlength: field.maxlength,
      autofocus: index === 0,
      dir: 'auto',
    }));
    const form = h('form', {
      onsubmit: (event) => {
        event.preventDefault();
        const values = Object.fromEntries(inputs.map((input) => [input.name, input.value]));
        problem.textContent = check(values) ?? '';
        if (problem.textContent === '') {
          answer = values;
          dialog.close();
        }
      },
    },
    h('h2', {text: title, id: 'dialog-title'}),
    words === '' ? null : h('p.words', {text: words}),
    fields.map((field, index) => h('label', {}, h('span', {text: field.label}), inputs[index])),
    problem,
    h('div.buttons', {},
        h('button', {type: 'button', text: t('login.cancel'), onclick: () => dialog.close()}),
        h('button.primary', {text: ok})));
    const dialog = h('dialog', {'aria-labelledby': 'dialog-title', onclose: () => resolve(answer)}, form);
    open(dialog);
  });
}

/** Says something that has to be seen. */
export function tell(title, words) {
  const dialog = h('dialog', {'aria-labelledby': 'dialog-title'},
      h('h2', {text: title, id: 'dialog-title'}),
      h('p.words', {text: words}),
      h('div.buttons', {},
          h('button.primary', {type: 'button', text: t('dialog.ok'), autofocus: true, onclick: () => dialog.close()})));
  open(dialog);
}
