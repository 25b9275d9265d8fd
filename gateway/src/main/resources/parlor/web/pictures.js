import {h} from './dom.js';
import {open, tell} from './dialogs.js';
import {t} from './texts.js';
import {visible} from './words.js';

/** Shows pictures large, and saves files. */
export class Pictures {
  files;

  constructor(files) {
    this.files = files;
  }

  open(file) {
    const image = h('img', {alt: visible(file.name)});
    image.style.aspectRatio = `${file.width} / ${file.height}`;
    const state = h('p.state', {role: 'status'});
    const dialog = h('dialog.picture-dialog', {'aria-label': file.name},
        image, state,
        h('div.buttons', {},
            h('bdi', {text: visible(file.name)}),
            h('button', {type: 'button', text: t('files.save'), onclick: () => this.save(file)}),
            h('button.primary', {type: 'button', text: t('dialog.close'), autofocus: true, onclick: () => dialog.close()})));
    open(dialog);
    this.files.picture(file.id, false).then(
        (url) => {
          image.src = url;
        },
        () => {
          state.textContent = t('files.notFetched');
        });
  }

  save(file) {
    this.files.save(file).catch(() => tell(t('problem.title'), t('files.notFetched')));
  }
}
