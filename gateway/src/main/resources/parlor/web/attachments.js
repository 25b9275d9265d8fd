import {h, icon} from './dom.js';
import {size, t} from './texts.js';
import {visible} from './words.js';

const WIDEST = 280;
const HIGHEST = 210;

/**
 * What came with a message: pictures small, other files by name.
 * @param {{files: object, open: (file: object) => void, save: (file: object) => void}} pictures
 */
export function attachmentStrip(attachments, pictures) {
  return h('div.attachments', {}, attachments.map((file) =>
    file.width === undefined ? fileButton(file, pictures) : pictureButton(file, pictures)));
}

function fileButton(file, pictures) {
  return h('button.file', {type: 'button', title: t('files.save'), onclick: () => pictures.save(file)},
      icon('file'),
      h('bdi', {text: visible(file.name)}),
      h('span.size', {text: size(file.bytes)}));
}

function pictureButton(file, pictures) {
  const scale = Math.min(1, WIDEST / file.width, HIGHEST / file.height);
  const image = h('img', {alt: visible(file.name), draggable: 'false'});
  image.style.width = `${Math.max(24, Math.round(file.width * scale))}px`;
  image.style.aspectRatio = `${file.width} / ${file.height}`;
  const button = h('button.picture', {type: 'button', title: visible(file.name), onclick: () => pictures.open(file)}, image);
  pictures.files.picture(file.id, true).then(
      (url) => {
        image.src = url;
      },
      () => button.classList.add('missing'));
  return button;
}
